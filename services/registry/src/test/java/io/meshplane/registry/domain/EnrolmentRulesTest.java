package io.meshplane.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Keccak256;
import io.meshplane.chain.PersonalMessage;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;
import io.meshplane.registry.domain.EnrolmentRules.Decision;
import io.meshplane.registry.domain.EnrolmentRules.Enrol;
import io.meshplane.registry.domain.EnrolmentRules.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Wallet WALLET = Wallet.of(Keccak256.hash("a wallet"));
    private static final NetworkId HOME = new NetworkId("home");

    @Test
    void enrolsANodeWithAnUnusedTokenAndSpendsIt() {
        EnrolmentToken token = token(NOW.plusSeconds(1), null);

        Decision decision = EnrolmentRules.enrol(token, null, null, enrol(key(1)), NOW);

        assertThat(decision).isInstanceOfSatisfying(Decision.Enrolled.class, enrolled -> {
            assertThat(enrolled.node().id()).isEqualTo(NodeId.ofPublicKey(key(1)));
            assertThat(enrolled.node().network()).isEqualTo(HOME);
            assertThat(enrolled.node().role()).isEqualTo(Role.GATEWAY);
            assertThat(enrolled.node().version()).isEqualTo(1);
            assertThat(enrolled.spent().usedBy()).isEqualTo(enrolled.node().id());
        });
    }

    @Test
    void refusesATokenThatNobodyIssued() {
        assertThat(EnrolmentRules.enrol(null, null, null, enrol(key(1)), NOW)).isEqualTo(refused(Reason.UNKNOWN_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600})
    void refusesATokenFromItsExpiryOn(long secondsLate) {
        EnrolmentToken token = token(NOW.minus(Duration.ofSeconds(secondsLate)), null);

        assertThat(EnrolmentRules.enrol(token, null, null, enrol(key(1)), NOW))
                .isEqualTo(refused(Reason.TOKEN_EXPIRED));
    }

    @Test
    void refusesASecondNodeWithASpentToken() {
        EnrolmentToken spent = token(NOW.plusSeconds(60), NodeId.ofPublicKey(key(1)));

        assertThat(EnrolmentRules.enrol(spent, null, null, enrol(key(2)), NOW)).isEqualTo(refused(Reason.TOKEN_USED));
    }

    @Test
    void answersTheSameNodeAgainEvenAfterTheTokensExpiry() {
        Node known = node(key(1), false);
        EnrolmentToken spent = token(NOW.minusSeconds(60), known.id());

        assertThat(EnrolmentRules.enrol(spent, known, null, enrol(key(1)), NOW))
                .isEqualTo(new Decision.AlreadyEnrolled(known));
    }

    @Test
    void refusesAKnownKeyWithAnotherToken() {
        Node known = node(key(1), false);

        assertThat(EnrolmentRules.enrol(token(NOW.plusSeconds(60), null), known, null, enrol(key(1)), NOW))
                .isEqualTo(refused(Reason.KEY_IN_USE));
    }

    @Test
    void refusesARevokedNodeWithAnyToken() {
        Node revoked = node(key(1), true);

        assertThat(EnrolmentRules.enrol(token(NOW.plusSeconds(60), null), revoked, null, enrol(key(1)), NOW))
                .isEqualTo(refused(Reason.NODE_REVOKED));
        assertThat(EnrolmentRules.enrol(token(NOW.plusSeconds(60), revoked.id()), revoked, null, enrol(key(1)), NOW))
                .isEqualTo(refused(Reason.NODE_REVOKED));
    }

    @Test
    void takesTheWalletThatSignedForThisNodeInTheTokensNetwork() {
        Enrol command = enrol(key(1), WALLET, NodeId.ofPublicKey(key(1)), HOME);

        Decision decision = EnrolmentRules.enrol(token(NOW.plusSeconds(1), null), null, null, command, NOW);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Enrolled.class,
                        enrolled -> assertThat(enrolled.node().paymentAddress()).isEqualTo(addressOf(WALLET)));
    }

    @Test
    void refusesAWalletWhoseWordIsForAnotherNodeOrNetwork() {
        Enrol otherNode = enrol(key(1), WALLET, NodeId.ofPublicKey(key(2)), HOME);
        Enrol otherNetwork = enrol(key(1), WALLET, NodeId.ofPublicKey(key(1)), new NetworkId("away"));
        EnrolmentToken token = token(NOW.plusSeconds(1), null);

        assertThat(EnrolmentRules.enrol(token, null, null, otherNode, NOW))
                .isEqualTo(refused(Reason.WALLET_NOT_PROVEN));
        assertThat(EnrolmentRules.enrol(token, null, null, otherNetwork, NOW))
                .isEqualTo(refused(Reason.WALLET_NOT_PROVEN));
    }

    @Test
    void refusesAWalletThatPaysForAnotherNode() {
        Enrol command = enrol(key(1), WALLET, NodeId.ofPublicKey(key(1)), HOME);
        NodeId other = NodeId.ofPublicKey(key(2));

        assertThat(EnrolmentRules.enrol(token(NOW.plusSeconds(1), null), null, other, command, NOW))
                .isEqualTo(refused(Reason.WALLET_IN_USE));
    }

    @Test
    void saysThatAWalletIsTakenToItsOwnerOnly() {
        Enrol command = enrol(key(1), WALLET, NodeId.ofPublicKey(key(2)), HOME);
        NodeId holder = NodeId.ofPublicKey(key(2));

        assertThat(EnrolmentRules.enrol(token(NOW.plusSeconds(1), null), null, holder, command, NOW))
                .isEqualTo(refused(Reason.WALLET_NOT_PROVEN));
    }

    @Test
    void revokesOnceAndCountsTheChange() {
        Node revoked = EnrolmentRules.revoke(node(key(1), false));

        assertThat(revoked.revoked()).isTrue();
        assertThat(revoked.version()).isEqualTo(2);
        assertThat(EnrolmentRules.revoke(revoked)).isSameAs(revoked);
    }

    private static Decision refused(Reason reason) {
        return new Decision.Refused(reason);
    }

    /** With the wallet's word for a node in a network. */
    private static Enrol enrol(byte[] key, Wallet wallet, NodeId node, NetworkId network) {
        PaymentAddress address = addressOf(wallet);
        String text = new WalletPledge(address.value(), node, network).text();
        return new Enrol(key, new NodeName("roof"), new SignedWallet(address, wallet.sign(new PersonalMessage(text))));
    }

    private static PaymentAddress addressOf(Wallet wallet) {
        return new PaymentAddress(wallet.address().toString());
    }

    private static Enrol enrol(byte[] key) {
        return new Enrol(key, new NodeName("roof"), null);
    }

    private static EnrolmentToken token(Instant expiresAt, @Nullable NodeId usedBy) {
        return new EnrolmentToken(HOME, Role.GATEWAY, expiresAt, usedBy);
    }

    private static Node node(byte[] key, boolean revoked) {
        return new Node(
                NodeId.ofPublicKey(key), HOME, key, Role.RELAY, new NodeName("roof"), null, revoked, List.of(), NOW, 1);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return key;
    }
}

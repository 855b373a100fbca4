package io.meshplane.payment.domain.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.meshplane.payment.domain.statement.Statement.Line;
import io.meshplane.payment.domain.statement.StatementRules.Finding;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementRulesTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");
    private static final NodeId SELLER = node(1);
    private static final NodeId BUYER = node(2);

    @Test
    void aSignedStatementThatAddsUpIsSound() throws GeneralSecurityException {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Statement statement = ofSeller(70, 100);

        assertThat(StatementRules.check(statement, sign(statement, key), key.getPublic()))
                .isEqualTo(new Finding.Sound());
    }

    @Test
    void aStatementThatWasChangedIsForged() throws GeneralSecurityException {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] signature = sign(ofSeller(70, 100), key);

        assertThat(StatementRules.check(ofSeller(71, 101), signature, key.getPublic()))
                .isEqualTo(new Finding.Forged());
        assertThat(StatementRules.check(ofSeller(70, 100), new byte[3], key.getPublic()))
                .isEqualTo(new Finding.Forged());
    }

    @Test
    void aStatementWhoseLinesDoNotLeadFromOpeningToClosingIsToldApart() throws GeneralSecurityException {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Statement statement = ofSeller(70, 99);

        assertThat(StatementRules.check(statement, sign(statement, key), key.getPublic()))
                .isEqualTo(new Finding.DoesNotAddUp());
    }

    @Test
    void bothEndsAreToldTheSame() {
        assertThat(StatementRules.compare(ofSeller(70, 100), ofBuyer(70))).isEqualTo(new Finding.Sound());
        assertThat(StatementRules.compare(ofBuyer(70), ofSeller(70, 100))).isEqualTo(new Finding.Sound());
    }

    @Test
    void aDifferenceOfOneUnitIsNamedFromEitherEnd() {
        assertThat(StatementRules.compare(ofSeller(70, 100), ofBuyer(69)))
                .isInstanceOfSatisfying(
                        Finding.Disagree.class,
                        found -> assertThat(found.lines()).hasSize(2));
        assertThat(StatementRules.compare(ofBuyer(69), ofSeller(70, 100))).isInstanceOf(Finding.Disagree.class);
    }

    @Test
    void statementsOfDifferentPeriodsAreNotCompared() {
        Statement later = new Statement(
                new NetworkId("home"),
                BUYER,
                Asset.coinOf(7357),
                TO,
                TO.plusSeconds(1),
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of());

        assertThat(StatementRules.compare(ofSeller(70, 100), later)).isEqualTo(new Finding.NotComparable());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Statement(
                        new NetworkId("home"),
                        BUYER,
                        Asset.coinOf(7357),
                        TO,
                        TO,
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        List.of()));
    }

    @Test
    void theSignedFormIsThatOfRfc8785() {
        assertThat(CanonicalJson.of(Map.of("\u20ac", "Euro", "\r", "CR", "1", "\u000f\n\"\\", "a", List.of("x", "y"))))
                .isEqualTo("{\"\\r\":\"CR\",\"1\":\"\\u000f\\n\\\"\\\\\",\"a\":[\"x\",\"y\"],\"\u20ac\":\"Euro\"}");
        assertThat(ofBuyer(7).canonical())
                .startsWith(
                        "{\"asset\":\"eip155:7357/slip44:60\",\"closing\":\"-7\",\"format\":\"meshplane-statement-1\"")
                .doesNotContain(" ");
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(1));
    }

    private static Statement ofSeller(long earned, long closing) {
        return statement(SELLER, 30, closing, line(Account.revenueOf(SELLER), Account.ofNode(BUYER), earned, 0));
    }

    private static Statement ofBuyer(long bought) {
        return statement(BUYER, 0, -bought, line(Account.ofNode(BUYER), Account.revenueOf(SELLER), 0, bought));
    }

    private static Statement statement(NodeId node, long opening, long closing, Line line) {
        return new Statement(
                new NetworkId("home"),
                node,
                Asset.coinOf(7357),
                FROM,
                TO,
                BigInteger.valueOf(opening),
                BigInteger.valueOf(closing),
                List.of(line));
    }

    private static Line line(Account own, Account other, long credits, long debits) {
        return new Line(own, other, TransferCode.USAGE, BigInteger.valueOf(credits), BigInteger.valueOf(debits), 1);
    }

    private static byte[] sign(Statement statement, KeyPair key) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(key.getPrivate());
        ed25519.update(statement.canonical().getBytes(StandardCharsets.UTF_8));
        return ed25519.sign();
    }

    private static NodeId node(int number) {
        return NodeId.ofPublicKey(Arrays.copyOf(new byte[] {(byte) number}, 32));
    }
}

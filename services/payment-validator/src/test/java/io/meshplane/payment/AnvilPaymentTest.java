package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.domain.chain.Agreement.At;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.PaymentScan;
import io.meshplane.payment.domain.chain.Roster;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.meshplane.payment.domain.chain.ScannedBlock.ScannedTransaction;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.chain.Anvil;
import io.meshplane.testkit.realpart.RealPart;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real nodes, driven so that they agree: the same transactions, the same block times. */
@RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
class AnvilPaymentTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Address TILL = TestBlocks.wallet("till").address();
    private static final Wallet RICH =
            Wallet.of(Hash32.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
    private static final Payees PAYEES =
            Payees.of(TestBlocks.CHAIN, Map.of(new NetworkId("home"), TILL), Map.of(), Optional.empty());

    private final List<Anvil> anvils = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<FullNodes> nodes = Optional.empty();

    @BeforeEach
    void start() {
        Map<FullNode, URI> endpoints = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            Anvil anvil = Anvil.start(TestBlocks.CHAIN);
            anvils.add(anvil);
            endpoints.put(new FullNode("anvil-" + i), anvil.url());
        }
        HealthPolicy health = new HealthPolicy(
                TestBlocks.CHAIN,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                8,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                3);
        FullNodes started = new FullNodes(
                new FullNodes.Fixed(ChainProfile.ETH_MPT, Optional.empty(), 1000),
                http,
                InstantSource.system(),
                () -> {},
                (standing, incident) -> {});
        started.keepFrom(0);
        started.apply(new ChainSetup(
                Roster.of(List.copyOf(endpoints.keySet()), 1, 1, 2, 2),
                endpoints,
                FinalityPolicy.of(new Finality.Depth(4)),
                health,
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofMillis(500)));
        nodes = Optional.of(started);
    }

    @AfterEach
    void stop() {
        nodes.ifPresent(FullNodes::stop);
        anvils.forEach(Anvil::close);
        http.shutdownNow();
    }

    @Test
    void aPaymentOnRealNodesIsProven() throws InterruptedException {
        Transaction paid = TestBlocks.transfer(RICH, 0, TILL, BigInteger.valueOf(4_242), Bytes.EMPTY);
        anvils.forEach(anvil -> anvil.send(paid.encode().toHex()));
        mineEverywhere(1);

        ScannedTransaction found = scanned(1, 4).transactions().getFirst();

        assertThat(found.hash()).isEqualTo(paid.hash());
        assertThat(found.payments()).singleElement().satisfies(payment -> {
            assertThat(payment.payer()).isEqualTo(RICH.address());
            assertThat(payment.amount()).isEqualTo(Amount.of(4_242));
            assertThat(payment.logIndex()).isEqualTo(Payment.NATIVE);
        });
    }

    @Test
    void aSecondHistoryOfOneNodeChangesNothing() throws InterruptedException {
        mineEverywhere(1);
        Transaction paid = TestBlocks.transfer(RICH, 0, TILL, BigInteger.ONE, Bytes.EMPTY);
        Transaction forged = TestBlocks.transfer(RICH, 0, TILL, BigInteger.TEN, Bytes.EMPTY);
        anvils.getFirst().send(forged.encode().toHex());
        anvils.subList(1, 4).forEach(anvil -> anvil.send(paid.encode().toHex()));
        mineEverywhere(2);

        ScannedTransaction found = scanned(2, 3).transactions().getFirst();

        assertThat(found.hash()).isEqualTo(paid.hash());
        assertThat(found.payments()).extracting(Payment::amount).containsExactly(Amount.of(1));
    }

    private void mineEverywhere(int height) {
        anvils.forEach(anvil -> anvil.mine(height));
    }

    /** The agreed block at a height, from whichever node proves it. */
    private ScannedBlock scanned(long height, int supporters) throws InterruptedException {
        FullNodes following = nodes.orElseThrow();
        At.Agreed agreed = Await.value(
                supporters + " nodes agree at " + height,
                SOON,
                () -> following.agreement().at(height) instanceof At.Agreed at
                                && at.supporters().size() == supporters
                        ? at
                        : null);
        Delivery delivery = following.fetch(agreed.hash(), agreed.supporters());
        assertThat(delivery).isInstanceOf(Delivery.Proven.class);
        return PaymentScan.scan(
                ((Delivery.Proven) delivery).block(),
                agreed.supporters(),
                PAYEES,
                FinalityPolicy.of(new Finality.Depth(4)));
    }
}

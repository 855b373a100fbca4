package io.meshplane.bench.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.Payers.Payment;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.Stores;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The service as it is shipped, two processes side by side on one consumer group and one database, while claims flow. They are killed
 * (-9) at moments that a seed draws: one, or both at once; and the chain is reorganised deeper than what makes a payment count. The
 * broker, the database and the chain are real processes too.
 */
class KilledServicesTest {
    private static final long SEED = Long.getLong("meshplane.seed", 20_261_130L);
    private static final int KILLS = Integer.getInteger("meshplane.kills", 5);
    private static final int PAYMENTS_LEAST = 120;
    private static final Duration BETWEEN_PAYMENTS = Duration.ofMillis(40);
    private static final int DEPTH = 4;
    private static final int REORGANISED_BLOCKS = 3 * DEPTH;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    private final Random random = new Random(SEED);
    private final Payers payers = new Payers();
    private final List<Payment> sent = new ArrayList<>();
    private final List<Payment> claimed = new ArrayList<>();
    private final Guard guard;
    private final Stores stores;
    private final ServicePair services;
    private final ChainClient chain;

    KilledServicesTest() throws Unusable, IOException, InterruptedException {
        System.out.println("kills: seed " + SEED);
        assertThat(CHECKOUT.resolve("services/payment-validator/target/quarkus-app/quarkus-run.jar"))
                .as("payment-validator is packaged")
                .exists();
        guard = Guard.begin();
        stores = Stores.start(CHECKOUT, guard, List.of("issuer", "chain"));
        stores.publish(payers.registered());
        services = ServicePair.start(CHECKOUT, stores, guard);
        chain = new ChainClient(URI.create(stores.fact("chain.urls").split(",")[0]));
    }

    @AfterEach
    void stop() throws IOException {
        chain.close();
        services.close();
        stores.close();
        guard.close();
    }

    /** The database is empty before: whatever looks at it by itself waits for the tables. */
    @Test
    void aFirstStartIsQuiet() throws Exception {
        services.awaitIndexed(chain.mine(1));

        String first = services.log(0);
        assertThat(first).contains("index loaded").doesNotContain("ERROR:").doesNotContain("work waits");
    }

    /** What falls is sent again: then it has credit as often as it was credited, less as often as that was taken back. */
    @Test
    void aReorganisationAmongKillsTakesBackWhatFellAndCreditsItOnceWhenItReturns() throws Exception {
        while (sent.size() < PAYMENTS_LEAST / 2) pay();
        services.awaitIndexed(chain.mine(DEPTH));
        Thread killer = Thread.ofPlatform().start(services.killer(random.nextLong(), KILLS));
        while (killer.isAlive()) {
            pay();
            if (random.nextInt(12) == 0) chain.reorganise(DEPTH + 1 + random.nextInt(REORGANISED_BLOCKS - DEPTH));
            if (random.nextInt(12) == 0) sendAgain();
        }
        killer.join();
        chain.reorganise(REORGANISED_BLOCKS); // now both live and see it
        services.awaitIndexed(chain.mine(1));
        sendAgain();
        chain.mine(DEPTH + 1);

        try (Journal journal = new Journal(stores.bootstrap())) {
            Await.until(
                    "every payment stands",
                    SOON,
                    () -> journal.standing().keySet().containsAll(amounts())
                            && journal.standingVerdicts().keySet().containsAll(hashes(claimed)));
            services.awaitIndexed(chain.mine(1));

            assertThat(journal.reversed())
                    .as("something that was credited fell")
                    .isNotEmpty();
            assertThat(journal.standing())
                    .containsOnlyKeys(amounts())
                    .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
            assertThat(journal.standingVerdicts())
                    .containsOnlyKeys(hashes(claimed))
                    .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        }
        assertSoundBooks();
    }

    /** As a wallet does whose transaction is in no block any more; what still is in one is refused by the node. */
    private void sendAgain() throws IOException {
        for (Payment each : sent) chain.sendAgain(each.transaction());
        chain.mine(1);
    }

    @Test
    void everyPaymentIsCreditedOnceWhoeverIsKilledAndWhenever() throws Exception {
        Thread killer = Thread.ofPlatform().start(services.killer(random.nextLong(), KILLS));
        while (killer.isAlive() || sent.size() < PAYMENTS_LEAST) pay();
        killer.join();
        chain.mine(DEPTH + 1);
        assertThat(services.kills()).isGreaterThanOrEqualTo(KILLS);

        try (Journal journal = new Journal(stores.bootstrap())) {
            Await.until(
                    "every payment is credited", SOON, () -> journal.credited().size() >= sent.size());
            Await.until(
                    "every claim is decided",
                    SOON,
                    () -> journal.validTransactions().containsAll(hashes(claimed)));
            services.awaitIndexed(chain.mine(1));

            assertThat(journal.credited()).containsExactlyInAnyOrderElementsOf(amounts());
            assertThat(journal.reversed()).isEmpty();
            assertThat(journal.validTransactions())
                    .as("one verdict per claim, and none for what nobody claimed")
                    .containsExactlyInAnyOrderElementsOf(hashes(claimed));
            assertThat(journal.otherVerdicts()).isEmpty();
        }
        assertSoundBooks();
    }

    private void assertSoundBooks() throws IOException, InterruptedException {
        Audit audit = Audit.of(services.port(), stores);
        assertThat(audit.driftingBalances()).isZero();
        assertThat(audit.sums()).isNotEmpty().containsOnly(BigInteger.ZERO);
    }

    /** Three of four payments are claimed, at either service, until one has kept the claim. */
    private void pay() throws IOException, InterruptedException {
        Payment payment = payers.payment();
        chain.send(payment.transaction());
        sent.add(payment);
        if (random.nextInt(3) == 0) chain.mine(1 + random.nextInt(2));
        if (random.nextInt(4) > 0) {
            claimed.add(payment);
            int first = random.nextInt(2);
            Await.until("the claim is kept", SOON, () -> claim(first, payment) || claim(1 - first, payment));
        }
        LockSupport.parkNanos(BETWEEN_PAYMENTS.toNanos()); // the pace of the load
    }

    private boolean claim(int service, Payment payment) {
        String headers =
                payment.claimant().signature("/v1/claims", payment.claim()) + "Content-Type: application/json\r\n";
        try (HttpConnection connection = new HttpConnection(services.port(service))) {
            return connection.post("/v1/claims", headers, payment.claim()).isSuccess();
        } catch (IOException killed) {
            return false;
        }
    }

    private List<String> amounts() {
        return sent.stream().map(each -> each.transaction().value().toString()).toList();
    }

    private static List<String> hashes(List<Payment> payments) {
        return payments.stream().map(each -> each.hash().toString()).toList();
    }
}

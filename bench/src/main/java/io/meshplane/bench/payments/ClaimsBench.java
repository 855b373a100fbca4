package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.ClaimsFigure.Policy;
import io.meshplane.bench.payments.Payers.Payment;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Claims on the real service, broker and database, over four development nodes of which one hangs and one lies in the end. */
final class ClaimsBench {
    private static final int LIAR = 1;
    private static final int HUNG = 2;
    private static final int DEPTH = 4;
    private static final int PAYMENTS_PER_BLOCK = 500;
    private static final int CROWD = 100_000;
    /** Of rounds, so many more: those in which the chain mined by itself do not count. */
    private static final int ATTEMPTS = 3;

    private static final Duration VERDICT_LIMIT = Duration.ofSeconds(30);

    private final Path checkout;
    private final int rate;
    private final Size size;
    private final Consumer<String> progress;

    /**
     * How much is measured.
     *
     * @param seconds of claims a phase, after as many for warming up
     * @param peerClaims for each peer in each phase
     * @param lagRounds blocks whose verdicts are waited for in each phase
     */
    private record Size(int seconds, int peerClaims, int lagRounds) {}

    ClaimsBench(Path checkout, int rate, boolean quick, Consumer<String> progress) {
        this.checkout = checkout;
        this.rate = rate;
        this.size = quick ? new Size(2, 60, 5) : new Size(8, 150, 40);
        this.progress = progress;
    }

    ClaimsFigure measure() throws Unusable, InterruptedException {
        progress.accept("claims: broker, database, chain and service start");
        try (Guard guard = Guard.begin();
                Stores stores = Stores.start(checkout, guard, List.of("issuer", "chain"))) {
            Payers payers = new Payers();
            stores.publish(payers.registered());
            try (PaymentService service = PaymentService.start(checkout, stores, guard);
                    Verdicts verdicts = new Verdicts(stores.fact("kafka.bootstrap"))) {
                return new Run(stores, payers, service, verdicts).measure();
            }
        } catch (IOException e) {
            throw new Unusable(Unusable.FAILED, "claims: " + e);
        }
    }

    /** One measurement on a stack that runs. */
    private final class Run {
        private final Stores stores;
        private final Payers payers;
        private final PaymentService service;
        private final Verdicts verdicts;
        private final ClaimLoad load;
        private final List<URI> nodes;

        Run(Stores stores, Payers payers, PaymentService service, Verdicts verdicts) {
            this.stores = stores;
            this.payers = payers;
            this.service = service;
            this.verdicts = verdicts;
            this.load = new ClaimLoad(service.port(), rate);
            this.nodes = Arrays.stream(stores.fact("chain.urls").split(","))
                    .map(URI::create)
                    .toList();
        }

        ClaimsFigure measure() throws IOException, InterruptedException, Unusable {
            awaitKnown();
            progress.accept("claims: warm-up");
            load.run(paid(rate * size.seconds()), verdicts);
            long heapBefore = service.liveHeapBytes();
            Phase healthy = phase("healthy");
            fail();
            Phase degraded = phase("one hung, one lying");
            long heapAfter = service.liveHeapBytes();
            double bodies = service.metric("payment_index_steps_total");
            double hedges = service.metric("payment_chain_hedges_total");
            LatencyFigure crowded = crowded();
            int confirmed = healthy.ours().count() + degraded.ours().count();
            return new ClaimsFigure(
                    rate,
                    List.of(
                            new Policy("meshplane: verdict on Kafka", "meshplane", healthy.ours(), degraded.ours()),
                            new Policy("one node at random, retried", "random", healthy.random(), degraded.random()),
                            new Policy("2 of 4 asked per claim", "quorum", healthy.quorum(), degraded.quorum())),
                    healthy.lag(),
                    degraded.lag(),
                    crowded.count() == 0 ? 0 : CROWD,
                    crowded,
                    crowded.count() == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(Crowd.secondsUntilAllAreLookedAt(stores)),
                    bodies == 0 ? 0 : 100 * hedges / bodies,
                    heapBefore == 0 || confirmed == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(Math.max(0, heapAfter - heapBefore) / (double) confirmed));
        }

        private record Phase(LatencyFigure ours, LatencyFigure random, LatencyFigure quorum, LatencyFigure lag) {}

        private Phase phase(String name) throws IOException, InterruptedException, Unusable {
            progress.accept("claims: " + name + ", payments are mined");
            List<Payment> payments = paid(rate * size.seconds());
            progress.accept("claims: " + name + ", ours at " + rate + " claims/s");
            LatencyFigure ours = load.run(payments, verdicts);
            progress.accept("claims: " + name + ", lag of verdicts");
            LatencyFigure lag = lag(size.lagRounds());
            progress.accept("claims: " + name + ", peers");
            List<Payment> some = payments.subList(0, Math.min(size.peerClaims(), payments.size()));
            try (Peers peers = new Peers(nodes)) {
                return new Phase(ours, peers.oneAtRandom(some), peers.quorumPerClaim(some), lag);
            }
        }

        /** The service must have read who the nodes are. */
        private void awaitKnown() throws IOException, InterruptedException {
            try (HttpConnection connection = new HttpConnection(service.port())) {
                Payment probe = payers.payment();
                for (int i = 0; i < 600; i++) {
                    String headers = probe.claimant().signature("/v1/claims", probe.claim());
                    if (connection
                            .post("/v1/claims", headers + "Content-Type: application/json\r\n", probe.claim())
                            .isSuccess()) {
                        send(List.of(probe));
                        return;
                    }
                    Thread.sleep(50);
                }
            }
            throw new IOException("the service does not learn who its nodes are");
        }

        private void fail() throws IOException {
            try (ChainClient liar = new ChainClient(nodes.get(LIAR));
                    ChainClient hung = new ChainClient(nodes.get(HUNG))) {
                liar.fail("lie");
                hung.fail("hang");
            }
        }

        /** Payments on the agreed chain, deep enough to count. */
        private List<Payment> paid(int count) throws IOException, InterruptedException, Unusable {
            List<Payment> payments = new ArrayList<>();
            for (int i = 0; i < count; i++) payments.add(payers.payment());
            service.awaitIndexed(send(payments));
            return payments;
        }

        /** @return the height at which all of them count */
        private long send(List<Payment> payments) throws IOException {
            try (ChainClient chain = new ChainClient(nodes.getFirst())) {
                for (int i = 0; i < payments.size(); i++) {
                    chain.send(payments.get(i).transaction());
                    if (i % PAYMENTS_PER_BLOCK == PAYMENTS_PER_BLOCK - 1) chain.mine(1);
                }
                return chain.mine(1 + DEPTH);
            }
        }

        /** From the block that makes a payment count to its verdict. */
        private LatencyFigure lag(int rounds) throws IOException, InterruptedException, Unusable {
            List<Long> nanos = new ArrayList<>();
            int unanswered = 0;
            try (ChainClient chain = new ChainClient(nodes.getFirst());
                    HttpConnection connection = new HttpConnection(service.port())) {
                for (int round = 0; round < ATTEMPTS * rounds && nanos.size() < rounds; round++) {
                    Payment payment = payers.payment();
                    chain.send(payment.transaction());
                    long height = chain.mine(1);
                    claim(connection, payment);
                    service.awaitIndexed(chain.mine(DEPTH - 1));
                    long counts = chain.mine(1);
                    long shown = System.nanoTime();
                    Optional<Verdicts.Verdict> verdict = verdicts.await(payment.hash(), VERDICT_LIMIT);
                    if (verdict.isEmpty()) unanswered++;
                    // the chain mines by itself, too: then it was shown earlier than anybody looked
                    else if (counts == height + DEPTH)
                        nanos.add(Math.max(0, verdict.get().nanos() - shown));
                }
            }
            return LatencyFigure.of(nanos.stream().mapToLong(Long::longValue).toArray(), 0, unanswered);
        }

        private void claim(HttpConnection connection, Payment payment) throws IOException {
            String headers = payment.claimant().signature("/v1/claims", payment.claim());
            connection.post("/v1/claims", headers + "Content-Type: application/json\r\n", payment.claim());
        }

        private LatencyFigure crowded() throws IOException, InterruptedException, Unusable {
            if (!Crowd.isPossible()) return LatencyFigure.of(new long[0], 0, 0);
            progress.accept("claims: lag of verdicts while many claims wait");
            Payment never = payers.payment();
            try (HttpConnection connection = new HttpConnection(service.port())) {
                claim(connection, never);
            }
            Crowd.gather(CROWD, never.hash().toString(), stores);
            send(List.of(never)); // its nonce is in the way of those after it
            return lag(Math.max(5, size.lagRounds() / 4));
        }
    }
}

package io.meshplane.bench.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.payments.Payers.Payment;
import io.meshplane.chain.HexQuantity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How others decide a claim: they ask full nodes for the transaction, per claim, and keep no books. So their latency is that of
 * the questions alone, in the same process.
 */
final class Peers implements AutoCloseable {
    /** Rita's: the deadline of a request, and the pace of its rounds. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration GIVE_UP = Duration.ofSeconds(60);
    private static final int IN_FLIGHT_MAX = 64;
    private static final int QUORUM = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> nodes;
    private final HttpClient http = HttpClient.newHttpClient();

    Peers(List<URI> nodes) {
        this.nodes = nodes;
    }

    /** The amount of wei that a claim's transaction is believed to move; empty if there is no answer. */
    private interface Way {
        Optional<String> decide(Payment payment, Random random) throws InterruptedException;
    }

    /** A node at random for each attempt, the next attempt in the next round. */
    LatencyFigure oneAtRandom(List<Payment> payments) throws InterruptedException {
        return measure(payments, this::oneAtRandom);
    }

    /** All nodes for each claim; the first amount that two of them name counts. */
    LatencyFigure quorumPerClaim(List<Payment> payments) throws InterruptedException {
        return measure(payments, this::quorumPerClaim);
    }

    private LatencyFigure measure(List<Payment> payments, Way way) throws InterruptedException {
        long[] nanos = new long[payments.size()];
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger unanswered = new AtomicInteger();
        Semaphore room = new Semaphore(IN_FLIGHT_MAX);
        List<Thread> claims = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            int number = i;
            room.acquire();
            claims.add(Thread.ofVirtual().start(() -> {
                long begun = System.nanoTime();
                try {
                    Payment payment = payments.get(number);
                    Optional<String> amount = way.decide(payment, new Random(number));
                    if (amount.isEmpty()) unanswered.incrementAndGet();
                    else if (!amount.get()
                            .equals(HexQuantity.format(payment.transaction().value()))) wrong.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                nanos[number] = System.nanoTime() - begun;
                room.release();
            }));
        }
        for (Thread claim : claims) claim.join();
        return LatencyFigure.of(nanos, wrong.get(), unanswered.get());
    }

    private Optional<String> oneAtRandom(Payment payment, Random random) throws InterruptedException {
        long end = System.nanoTime() + GIVE_UP.toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            Optional<String> amount = amount(nodes.get(random.nextInt(nodes.size())), payment);
            if (amount.isPresent()) return amount;
            TimeUnit.NANOSECONDS.sleep(ROUND.toNanos() - (System.nanoTime() - begun));
        }
        return Optional.empty();
    }

    private Optional<String> quorumPerClaim(Payment payment, Random unused) throws InterruptedException {
        BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
        List<Thread> asked = new ArrayList<>();
        for (URI node : nodes) asked.add(Thread.ofVirtual().start(() -> told.add(amount(node, payment))));
        try {
            Map<String, Integer> votes = new HashMap<>();
            for (int i = 0; i < nodes.size(); i++) {
                Optional<String> amount = told.take();
                if (amount.isPresent() && votes.merge(amount.get(), 1, Integer::sum) == QUORUM) return amount;
            }
            return Optional.empty();
        } finally {
            asked.forEach(Thread::interrupt);
        }
    }

    /** What a node says of a transaction that succeeded. */
    private Optional<String> amount(URI node, Payment payment) {
        String hash = payment.hash().toString();
        Optional<JsonNode> receipt = ask(node, "eth_getTransactionReceipt", hash);
        if (receipt.filter(each -> each.path("status").asText().equals("0x1")).isEmpty()) return Optional.empty();
        return ask(node, "eth_getTransactionByHash", hash)
                .map(transaction -> transaction.path("value").asText());
    }

    private Optional<JsonNode> ask(URI node, String method, String hash) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[\"" + hash + "\"]}";
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(DEADLINE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return Optional.of(answer.path("result")).filter(JsonNode::isObject);
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

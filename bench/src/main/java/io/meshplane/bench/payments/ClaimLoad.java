package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.Payers.Payment;
import io.meshplane.bench.payments.Verdicts.Verdict;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.HttpConnection.Answer;
import io.meshplane.contracts.event.VerdictState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Claims at a steady rate, whether or not the service keeps up: what is late counts as late. */
final class ClaimLoad {
    private static final int CONNECTIONS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/v1/claims";

    private final int port;
    private final int rate;

    ClaimLoad(int port, int rate) {
        this.port = port;
        this.rate = rate;
    }

    private record Request(Payment payment, String headers, byte[] body) {}

    /** From the moment at which a claim was due to its verdict on Kafka. */
    LatencyFigure run(List<Payment> payments, Verdicts verdicts) throws InterruptedException, Unusable {
        List<Request> requests = payments.stream().map(ClaimLoad::request).toList();
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(Thread.ofVirtual().start(() -> send(requests, next, begun, refusals)));
        }
        for (Thread sender : senders) sender.join();
        if (!refusals.isEmpty()) throw new Unusable(Unusable.FAILED, "a claim was refused: " + refusals.peek());
        return figure(payments, verdicts, begun);
    }

    private static Request request(Payment payment) {
        byte[] body = payment.claim();
        String headers = payment.claimant().signature(PATH, body) + "Content-Type: application/json\r\n";
        return new Request(payment, headers, body);
    }

    private void send(List<Request> requests, AtomicInteger next, long begun, ConcurrentLinkedQueue<String> refusals) {
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                LockSupport.parkNanos(begun + dueNanos(i) - System.nanoTime());
                Request request = requests.get(i);
                Answer answer = connection.post(PATH, request.headers(), request.body());
                if (!answer.isSuccess()) refusals.add(answer.inWords());
            }
        } catch (IOException e) {
            refusals.add(String.valueOf(e));
        }
    }

    private long dueNanos(int number) {
        return 1_000_000_000L * number / rate;
    }

    private LatencyFigure figure(List<Payment> payments, Verdicts verdicts, long begun) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        int wrong = 0;
        int unanswered = 0;
        for (int i = 0; i < payments.size(); i++) {
            Payment payment = payments.get(i);
            Optional<Verdict> verdict = verdicts.await(payment.hash(), PATIENCE);
            if (verdict.isEmpty()) unanswered++;
            else if (isTrue(verdict.get(), payment)) nanos.add(verdict.get().nanos() - begun - dueNanos(i));
            else wrong++;
        }
        return LatencyFigure.of(nanos.stream().mapToLong(Long::longValue).toArray(), wrong, unanswered);
    }

    private static boolean isTrue(Verdict verdict, Payment payment) {
        return verdict.state() == VerdictState.VERDICT_STATE_VALID
                && verdict.amount().equals(payment.transaction().value().toString());
    }
}

package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** Two instances of payment-validator; one that was killed is started again, by whoever killed it. */
final class ServicePair implements AutoCloseable {
    private static final long LIFE_MILLIS_MAX = 3_000;

    private final Path checkout;
    private final Stores stores;
    private final Guard guard;
    private final AtomicReferenceArray<PaymentService> instances = new AtomicReferenceArray<>(2);
    private final AtomicInteger kills = new AtomicInteger();

    private ServicePair(Path checkout, Stores stores, Guard guard) {
        this.checkout = checkout;
        this.stores = stores;
        this.guard = guard;
    }

    static ServicePair start(Path checkout, Stores stores, Guard guard)
            throws IOException, InterruptedException, Unusable {
        ServicePair pair = new ServicePair(checkout, stores, guard);
        pair.begin(0); // the first makes the tables
        pair.begin(1);
        return pair;
    }

    private void begin(int instance) throws IOException, InterruptedException, Unusable {
        instances.set(instance, PaymentService.start(checkout, stores, guard, "payment-validator-" + instance));
    }

    int port(int instance) {
        return instances.get(instance).port();
    }

    int port() {
        return port(0);
    }

    /** All that an instance has said since it was started. */
    String log(int instance) throws IOException {
        return Files.readString(instances.get(instance).child().log());
    }

    int kills() {
        return kills.get();
    }

    void awaitIndexed(long height) throws InterruptedException, Unusable {
        for (int i = 0; i < instances.length(); i++) instances.get(i).awaitIndexed(height);
    }

    /** Kills one or both, again and again; in the end both live. */
    Runnable killer(long seed, int times) {
        Random random = new Random(seed);
        return () -> {
            try {
                for (int i = 0; i < times; i++) {
                    LockSupport.parkNanos(random.nextLong(LIFE_MILLIS_MAX) * 1_000_000);
                    boolean both = random.nextInt(4) == 0;
                    int first = random.nextInt(2);
                    kill(first);
                    if (both) kill(1 - first);
                    begin(first);
                    if (both) begin(1 - first);
                }
            } catch (IOException | InterruptedException | Unusable e) {
                throw new IllegalStateException("an instance does not start again", e);
            }
        };
    }

    private void kill(int instance) throws InterruptedException {
        instances.get(instance).child().kill();
        kills.incrementAndGet();
    }

    @Override
    public void close() {
        for (int i = 0; i < instances.length(); i++) {
            if (instances.get(i) != null) instances.get(i).close();
        }
    }
}

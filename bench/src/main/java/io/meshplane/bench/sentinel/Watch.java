package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** One name at one server, asked every so often. */
final class Watch implements AutoCloseable {
    private static final long BETWEEN_MS = 10;
    private static final Duration FALL_LIMIT = Duration.ofSeconds(8);
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(40);
    /** A host that just came back is looked at from all sides before the next falls. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    private final String who;
    private final DnsPoll poll;

    Watch(String who, int port, String question) throws IOException {
        this.who = who;
        this.poll = new DnsPoll(port, question);
    }

    String who() {
        return who;
    }

    boolean isOf(String name) {
        return who.equals(name);
    }

    Set<String> answers() throws IOException {
        return poll.addresses();
    }

    /** Waits until so many hosts have been answered for a while. */
    void awaitServing(int hosts) throws IOException, InterruptedException, Unusable {
        long end = System.nanoTime() + SERVING_LIMIT.toNanos();
        long since = System.nanoTime();
        while (System.nanoTime() - since < SETTLED.toNanos()) {
            if (answers().size() != hosts) since = System.nanoTime();
            if (System.nanoTime() > end) {
                throw new Unusable(Unusable.FAILED, who + " answers " + answers() + ", not " + hosts + " hosts");
            }
            Thread.sleep(BETWEEN_MS);
        }
    }

    /**
     * How long it takes until others are answered and this one is not.
     *
     * @param since {@link System#nanoTime}
     * @return NaN if that takes too long
     */
    double secondsUntilWithout(String address, long since) throws InterruptedException {
        while (System.nanoTime() - since < FALL_LIMIT.toNanos()) {
            try {
                Set<String> answers = answers();
                if (!answers.isEmpty() && !answers.contains(address)) return (System.nanoTime() - since) / 1e9;
            } catch (IOException unanswered) {
                continue; // asked again at once
            }
            Thread.sleep(BETWEEN_MS);
        }
        return Double.NaN;
    }

    @Override
    public void close() {
        poll.close();
    }
}

package io.meshplane.bench.stack;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import java.io.IOException;
import java.time.Duration;

/** Waits for a child to serve. */
public final class Readiness {
    private static final long LOOK_MS = 100;

    /** May throw as long as the child is not ready. */
    public interface Probe {
        boolean isReady() throws IOException;
    }

    /** @throws Unusable with the child's last words, if it ends or takes too long */
    public static void await(Child child, Duration limit, Probe probe) throws InterruptedException, Unusable {
        await(child, limit, LOOK_MS, probe);
    }

    /**
     * Waits for a child to have done something.
     *
     * @param lookMs pause between two looks
     * @throws Unusable with the child's last words, if it ends or takes too long
     */
    public static void await(Child child, Duration limit, long lookMs, Probe probe)
            throws InterruptedException, Unusable {
        long end = System.nanoTime() + limit.toNanos();
        while (!isReady(probe)) {
            if (!child.isAlive()) throw new Unusable(Unusable.FAILED, child.name() + " ended:\n" + child.lastWords());
            if (System.nanoTime() > end) {
                throw new Unusable(
                        Unusable.FAILED,
                        child.name() + " is not ready after " + limit.toSeconds() + " s:\n" + child.lastWords());
            }
            Thread.sleep(lookMs);
        }
    }

    private static boolean isReady(Probe probe) {
        try {
            return probe.isReady();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Readiness() {}
}

package io.meshplane.bench.routes.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of this thread: what others do on the machine moves it less than the time on the wall. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds so far. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** The least of some rounds, after a few to warm up. */
    public static long best(int rounds, Runnable work) {
        long best = Long.MAX_VALUE;
        for (int round = -(rounds / 3 + 1); round < rounds; round++) {
            long start = nanos();
            work.run();
            long took = nanos() - start;
            if (round >= 0) best = Math.min(best, took);
        }
        return best;
    }

    private CpuTime() {}
}

package io.meshplane.bench.payments;

import com.sun.management.ThreadMXBean;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.telemetry.speed.Spread;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/** Transactions proven and senders recovered in a second of one thread's CPU time, after rounds to warm up. */
final class ProofBench {
    private static final long QUICK_NANOS = 80_000_000;
    private static final long NANOS = 500_000_000;
    private static final int QUICK_ROUNDS = 3;
    private static final int ROUNDS = 11;
    private static final int PLAIN = 1_000;
    private static final int TOKENS = 200;
    private static final int RECOVERED_AT_ONCE = 50;
    private static final long PROVEN_GOAL = 150_000;
    private static final long RECOVERED_GOAL = 8_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long roundNanos;
    private final int rounds;
    private final Consumer<String> progress;

    ProofBench(boolean quick, Consumer<String> progress) {
        roundNanos = quick ? QUICK_NANOS : NANOS;
        rounds = quick ? QUICK_ROUNDS : ROUNDS;
        this.progress = progress;
    }

    List<ProofFigure> measure() throws Unusable {
        ProofBlock plain = ProofBlock.of(PLAIN, false);
        ProofBlock tokens = ProofBlock.of(TOKENS, true);
        List<DynamicFeeTransaction> signed = plain.transactions().subList(0, RECOVERED_AT_ONCE);
        if (!isProven(plain) || !isProven(tokens)) throw new Unusable(Unusable.FAILED, "a true block is not proven");
        return List.of(
                figure(
                        "transfers proven, block of 1,000",
                        "transfers_proven",
                        PROVEN_GOAL,
                        PLAIN,
                        () -> isProven(plain)),
                figure(
                        "token transfers proven, block of 200",
                        "token_transfers_proven",
                        0,
                        TOKENS,
                        () -> isProven(tokens)),
                figure(
                        "senders recovered",
                        "senders_recovered",
                        RECOVERED_GOAL,
                        RECOVERED_AT_ONCE,
                        () -> signed.stream().allMatch(each -> each.sender().isPresent())));
    }

    private interface Work {
        boolean holds();
    }

    private ProofFigure figure(String what, String key, long goal, int perPass, Work work) throws Unusable {
        progress.accept("proof speed: " + what);
        double[] perSecond = new double[rounds];
        for (int round = -rounds / 2 - 1; round < rounds; round++) {
            double measured = perPass / nanosEach(work) * 1e9;
            if (round >= 0) perSecond[round] = measured;
        }
        return new ProofFigure(what, key, Spread.of(perSecond), goal);
    }

    private double nanosEach(Work work) throws Unusable {
        long begun = THREADS.getCurrentThreadCpuTime();
        long elapsed = 0;
        int passes = 0;
        while (elapsed < roundNanos) {
            if (!work.holds()) throw new Unusable(Unusable.FAILED, "a true block is not proven");
            passes++;
            elapsed = THREADS.getCurrentThreadCpuTime() - begun;
        }
        return (double) elapsed / passes;
    }

    private static boolean isProven(ProofBlock block) {
        Hash32 hash = block.header().hash();
        return BlockProof.prove(block.header(), block.encoded(), block.receipts(), hash) instanceof Proof.Proven;
    }
}

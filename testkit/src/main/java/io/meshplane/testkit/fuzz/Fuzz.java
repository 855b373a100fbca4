package io.meshplane.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Gives a decoder many changed inputs. It is led by what the decoder says, not by which code it runs: an input that makes it
 * say something new becomes one that is changed further. A failure names seed and input, and so can be repeated.
 * {@code -Dmeshplane.fuzz.inputs=10000000} for a long run, {@code -Dmeshplane.fuzz.seed} for another one.
 */
public final class Fuzz {
    /** Of which an input is a change. */
    private static final int MOST_SEEDS = 512;

    /** A changed input is not longer. */
    private static final int MOST_BYTES = 4 << 10;

    private static final long MOST_HEAP_BYTES = 32L << 20;
    private static final int FEWEST_ANSWERS = 2;
    private static final long INPUTS = Long.getLong("meshplane.fuzz.inputs", 10_000);
    private static final long SEED = Long.getLong("meshplane.fuzz.seed", 8_966);

    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What takes bytes from outside. */
    @FunctionalInterface
    public interface Target {
        /**
         * Takes an input; throws if it does what it must not.
         *
         * @return what it said of it, as few numbers as tell kinds of answers apart
         */
        long take(byte[] input) throws Exception;
    }

    /**
     * What a run saw.
     *
     * @param answers kinds of them
     * @param mostAllocatedBytes for one input, garbage included: what it can hold of the heap at once is less
     * @param grownBytes that the heap holds more than before, both after a collection
     */
    record Result(String name, long inputs, int answers, long mostAllocatedBytes, long grownBytes, double seconds) {
        @Override
        public String toString() {
            return "%-22s %,11d inputs, %3d kinds of answers, at most %,9d bytes allocated for one, heap grown %,9d bytes, %.0f s"
                    .formatted(name, inputs, answers, mostAllocatedBytes, grownBytes, seconds);
        }
    }

    private final String name;
    private final Target target;
    private final long seed;
    private final SplittableRandom random;
    private final Mutations mutations;
    private final List<byte[]> seeds;
    private final Set<Long> answers = new HashSet<>();
    private long mostAllocated;

    private Fuzz(String name, List<byte[]> seeds, long seed, Target target) {
        this.name = name;
        this.target = target;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.mutations = new Mutations(random, MOST_BYTES);
        this.seeds = new ArrayList<>(seeds);
    }

    /**
     * Gives a target its inputs and prints what that was like.
     *
     * @param seeds good inputs, one at least
     * @throws AssertionError if the target throws, takes more memory than 32 MiB, or says nearly the same to all
     */
    public static void mustStand(String name, List<byte[]> seeds, Target target) {
        Result result = run(name, seeds, INPUTS, SEED, target);
        System.out.println(result);
        boolean small = result.mostAllocatedBytes < MOST_HEAP_BYTES && result.grownBytes < MOST_HEAP_BYTES;
        if (!small || result.answers < FEWEST_ANSWERS) throw new AssertionError(result.toString());
    }

    /** The same with numbers of one's own, unchecked. */
    static Result run(String name, List<byte[]> seeds, long inputs, long seed, Target target) {
        Fuzz fuzz = new Fuzz(name, seeds, seed, target);
        for (byte[] good : seeds) fuzz.take(good);
        fuzz.mostAllocated = 0; // what is set up once is not an input's
        long heldBefore = held();
        long start = System.nanoTime();
        for (long i = 0; i < inputs; i++) {
            List<byte[]> all = fuzz.seeds;
            fuzz.take(fuzz.mutations.of(all.get(fuzz.random.nextInt(all.size())), all));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(name, inputs, fuzz.answers.size(), fuzz.mostAllocated, held() - heldBefore, seconds);
    }

    private void take(byte[] input) {
        byte[] kept = input.clone();
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long answer;
        try {
            answer = target.take(input);
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
            throw new AssertionError(
                    name + ", seed " + seed + ", input " + HexFormat.of().formatHex(kept), failure);
        }
        mostAllocated = Math.max(mostAllocated, THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore);
        if (!answers.add(answer)) return;
        if (seeds.size() < MOST_SEEDS) seeds.add(kept);
        else seeds.set(random.nextInt(MOST_SEEDS), kept);
    }

    private static long held() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** An answer in words and sizes; numbers in the words do not count, sizes by their order of magnitude. */
    public static long answer(String words, long... sizes) {
        long hash = NUMBERS.matcher(words).replaceAll("").hashCode();
        for (long size : sizes) hash = 31 * hash + Long.SIZE - Long.numberOfLeadingZeros(size);
        return hash;
    }
}

package io.meshplane.route.domain.graph;

/** Drawing by a seed: SplitMix64 (Steele, Lea and Flood 2014), the same on every machine. */
final class Numbers {

    /** 0 to size - 1, shuffled (Fisher and Yates). */
    static int[] shuffled(int size, long seed) {
        int[] numbers = new int[size];
        long state = seed;
        for (int i = 0; i < size; i++) {
            state += 0x9E3779B97F4A7C15L;
            int other = (int) Long.remainderUnsigned(mixed(state), i + 1L);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }

    private static long mixed(long state) {
        long value = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
        return value ^ (value >>> 31);
    }

    private Numbers() {}
}

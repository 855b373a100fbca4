package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/** What both ends remember of each series, in flat arrays. Index 0 is the clock: its values are the intervals between scrapes. */
final class SeriesState {
    static final int CLOCK = 0;

    int count;
    long[] last = new long[16];
    long[] delta = new long[16];
    /** Mean absolute residual in units of 1/256. */
    long[] spread = new long[16];
    /** LEVEL: mean less last value, in 1/256; RESTING: the resting value; RATE: units per ms, in 2^-24; LINEAR: carry in 2^-16. */
    long[] memory = new long[16];
    /** Values so far, at most 255; 0 = the next one is the first. */
    short[] seen = new short[16];
    /** Whether the last eight differences were anything but predicted, the newest lowest. */
    byte[] changes = new byte[16];
    /** Size of the last residual that was coded, in bits; its meaning is the coder's. */
    byte[] lastSize = new byte[16];
    /** Scrapes since the last difference that broke the grain, and the number between the last two such. */
    short[] sinceBreak = new short[16];

    short[] breakGap = new short[16];
    boolean[] broken = new boolean[16];
    /** Decimals of the integer form. */
    byte[] decimals = new byte[16];
    /** Each value is preceded by whether it is there and has the integer form. */
    boolean[] irregular = new boolean[16];

    int[] classOf = new int[16];
    int[] groupOf = new int[16];
    /** The series of the same class that was added before; 0 = none. */
    int[] classMate = new int[16];

    Formula[] formula = new Formula[16];
    /** What the last value of an irregular series was. */
    byte[] presence = new byte[16];
    /** Indexes of the formula's partner and rival; -1 = none. */
    int[] partner = new int[16];

    int[] rival = new int[16];

    int add(int classIndex, int group, Formula first, int decimalsAtFirst) {
        if (count == last.length) grow(count * 2);
        int s = count++;
        last[s] = 0;
        delta[s] = 0;
        seen[s] = 0;
        decimals[s] = (byte) decimalsAtFirst;
        irregular[s] = false;
        presence[s] = 0;
        classOf[s] = classIndex;
        groupOf[s] = group;
        partner[s] = -1;
        rival[s] = -1;
        assign(s, first);
        return s;
    }

    /** Sets the formula of a series and forgets what only the former one had a use for. */
    void assign(int s, Formula next) {
        formula[s] = next;
        memory[s] = next.kind == Formula.Kind.RESTING ? last[s] : 0;
        spread[s] = Residuals.firstSpread();
        seen[s] = (short) Math.min(seen[s], 1);
        changes[s] = 0;
        lastSize[s] = 0;
        sinceBreak[s] = 0;
        breakGap[s] = 0;
        broken[s] = false;
    }

    /**
     * Changes how many decimals the integer form has. What is known is carried over where it can be; else the next value is
     * the first again.
     */
    void rescale(int s, int next) {
        int more = next - decimals[s];
        boolean exact = more > 0 && next <= Decimals.MAX && Contexts.size(last[s]) <= Decimals.MAX_INTEGER;
        decimals[s] = (byte) next;
        if (exact && seen[s] > 0) {
            last[s] *= Decimals.power(more);
            delta[s] *= Decimals.power(more);
        } else {
            seen[s] = 0;
            delta[s] = 0;
        }
        assign(s, formula[s]);
    }

    private void grow(int size) {
        last = Arrays.copyOf(last, size);
        delta = Arrays.copyOf(delta, size);
        spread = Arrays.copyOf(spread, size);
        memory = Arrays.copyOf(memory, size);
        seen = Arrays.copyOf(seen, size);
        changes = Arrays.copyOf(changes, size);
        lastSize = Arrays.copyOf(lastSize, size);
        sinceBreak = Arrays.copyOf(sinceBreak, size);
        breakGap = Arrays.copyOf(breakGap, size);
        broken = Arrays.copyOf(broken, size);
        decimals = Arrays.copyOf(decimals, size);
        irregular = Arrays.copyOf(irregular, size);
        presence = Arrays.copyOf(presence, size);
        classOf = Arrays.copyOf(classOf, size);
        groupOf = Arrays.copyOf(groupOf, size);
        classMate = Arrays.copyOf(classMate, size);
        formula = Arrays.copyOf(formula, size);
        partner = Arrays.copyOf(partner, size);
        rival = Arrays.copyOf(rival, size);
    }

    int sizeBytes() {
        return last.length * (4 * 8 + 3 * 2 + 4 + 2 + 5 * 4 + 4);
    }
}

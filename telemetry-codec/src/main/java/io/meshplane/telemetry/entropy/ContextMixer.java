package io.meshplane.telemetry.entropy;

import java.util.Arrays;

/**
 * Adaptive probabilities for binary decisions, each drawn from three contexts at once (after M. Mahoney's PAQ: logistic mixing
 * of hashed contexts). A decision is a node of some symbol's tree; every context has a probability for every node. All
 * contexts live in one table of a fixed size and may collide: that costs compression, never truth. Integer arithmetic only.
 */
public final class ContextMixer {
    /** Nodes that have weights of their own; larger numbers share the last. */
    private static final int WEIGHTED_NODES = 16;

    private static final int INPUTS = 3;
    private static final int EVEN = 2048 << 4;
    private static final int FULLY_GROWN = 15;
    private static final int FIRST_WEIGHT = 26_000;
    private static final int[] RATE = new int[FULLY_GROWN + 1];

    static {
        for (int n = 0; n <= FULLY_GROWN; n++) RATE[n] = 655_360 / (10 * n + 16);
    }

    /** Probability of a 1 in units of 2^-12, times 16, plus how often it was used (at most 15). */
    private final char[] slots;

    private final int mask;
    private final int[] weights;
    private int base0;
    private int base1;
    private int base2;
    private int weightBase;

    /**
     * @param slotBits binary logarithm of the table's size, 1 to 22
     * @param weightSets kinds of symbols, each with its own weights
     */
    public ContextMixer(int slotBits, int weightSets) {
        slots = new char[1 << slotBits];
        mask = slots.length - 1;
        weights = new int[weightSets * WEIGHTED_NODES * INPUTS];
        reset();
    }

    /** One that knows what another knows, and goes on by itself. */
    ContextMixer(ContextMixer like) {
        slots = like.slots.clone();
        mask = like.mask;
        weights = like.weights.clone();
    }

    /** Forgets all that was learnt. */
    public void reset() {
        Arrays.fill(slots, (char) EVEN);
        Arrays.fill(weights, FIRST_WEIGHT);
    }

    /** Bytes of memory that the tables take. */
    public int sizeBytes() {
        return slots.length * 2 + weights.length * 4;
    }

    /** Chooses the contexts of the symbol that follows; they come from {@link #context}. */
    public void choose(int weightSet, int context0, int context1, int context2) {
        base0 = context0;
        base1 = context1;
        base2 = context2;
        weightBase = weightSet * WEIGHTED_NODES * INPUTS;
    }

    /** A context from what is known: three numbers, mixed so that nearby ones land far apart. */
    public static int context(int kind, int a, int b) {
        int x = kind * 0x9E3779B1 + a * 0x85EBCA6B + b * 0xC2B2AE35;
        x = (x ^ (x >>> 15)) * 0x2C1B3C6D;
        x = (x ^ (x >>> 12)) * 0x297A2D39;
        return x ^ (x >>> 15);
    }

    /**
     * Codes one decision of the chosen contexts.
     *
     * @param bit what to write; ignored when reading
     * @param node which decision of the symbol, 0 or more
     * @return the bit
     */
    public int code(BitPort port, int bit, int node) {
        int i0 = (base0 + node) & mask;
        int i1 = (base1 + node) & mask;
        int i2 = (base2 + node) & mask;
        int s0 = Logistic.stretch(slots[i0] >>> 4);
        int s1 = Logistic.stretch(slots[i1] >>> 4);
        int s2 = Logistic.stretch(slots[i2] >>> 4);
        int w = weightBase + Math.min(node, WEIGHTED_NODES - 1) * INPUTS;
        int dot = (int) (((long) weights[w] * s0 + (long) weights[w + 1] * s1 + (long) weights[w + 2] * s2) >> 16);
        int p1 = Logistic.squash(dot);
        int result = port.bit(bit, p1);
        int error = (result << 16) - p1;
        weights[w] += (s0 * error + (1 << 13)) >> 14;
        weights[w + 1] += (s1 * error + (1 << 13)) >> 14;
        weights[w + 2] += (s2 * error + (1 << 13)) >> 14;
        learn(i0, result);
        learn(i1, result);
        learn(i2, result);
        return result;
    }

    private void learn(int at, int bit) {
        int slot = slots[at];
        int p = slot >>> 4;
        int n = slot & FULLY_GROWN;
        int step = (((bit == 0 ? p : 4095 - p) * RATE[n]) >> 16);
        p = bit == 0 ? p - step : p + step;
        slots[at] = (char) ((p << 4) | (n < FULLY_GROWN ? n + 1 : n));
    }
}

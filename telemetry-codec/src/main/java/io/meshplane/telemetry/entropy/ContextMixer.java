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
    /** The bits of a slot that are the probability. */
    private static final int PROBABILITY = 0xFFF0;
    /** Slots in 64 bytes, which memory gives at once. */
    private static final int SLOTS_A_LINE = 32;

    private static final int FIRST_WEIGHT = 26_000;
    private static final int[] RATE = new int[FULLY_GROWN + 1];

    static {
        for (int n = 0; n <= FULLY_GROWN; n++) RATE[n] = 655_360 / (10 * n + 16);
    }

    /** Probability of a 1 in units of 2^-12, times 16, plus how often it was used (at most 15). */
    private final char[] slots;

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
        weights = new int[weightSets * WEIGHTED_NODES * INPUTS];
        reset();
    }

    /** One that knows what another knows, and goes on by itself. */
    ContextMixer(ContextMixer like) {
        slots = like.slots.clone();
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
        char[] table = slots;
        int last = table.length - 1; // what the compiler needs to see that no index is outside
        int i0 = (base0 + node) & last;
        int i1 = (base1 + node) & last;
        int i2 = (base2 + node) & last;
        int s0 = Logistic.stretch(table[i0] >>> 4);
        int s1 = Logistic.stretch(table[i1] >>> 4);
        int s2 = Logistic.stretch(table[i2] >>> 4);
        int[] mix = weights;
        int w = weightBase + Math.min(node, WEIGHTED_NODES - 1) * INPUTS;
        int w0 = mix[w];
        int w1 = mix[w + 1];
        int w2 = mix[w + 2];
        int p1 = Logistic.squash((int) (((long) w0 * s0 + (long) w1 * s1 + (long) w2 * s2) >> 16));
        int result = port.bit(bit, p1);
        int error = (result << 16) - p1;
        mix[w] = w0 + ((s0 * error + (1 << 13)) >> 14);
        mix[w + 1] = w1 + ((s1 * error + (1 << 13)) >> 14);
        mix[w + 2] = w2 + ((s2 * error + (1 << 13)) >> 14);
        int flip = -result & PROBABILITY;
        table[i0] = learnt(table[i0], flip); // read anew: two contexts may share a slot
        table[i1] = learnt(table[i1], flip);
        table[i2] = learnt(table[i2], flip);
        return result;
    }

    /**
     * A slot after one more decision. A probability moves towards 0 by a share of itself, and its complement does after a 1: no
     * branch depends on the bit, which nobody can foresee.
     *
     * @param flip 0 after a 0, {@link #PROBABILITY} after a 1
     */
    private static char learnt(int slot, int flip) {
        int x = slot ^ flip;
        int n = x & FULLY_GROWN;
        x -= (((x >>> 4) * RATE[n]) >> 16) << 4;
        x += 1 - ((n + 1) >> 4);
        return (char) (x ^ flip);
    }

    /**
     * Passes once over all that is known, from one end to the other, which memory does many times faster than the leaps that
     * follow.
     *
     * @return a number without meaning: who passes it on keeps the compiler from leaving this out
     */
    public int touch() {
        char[] table = slots;
        int sum = weights[0];
        for (int i = 0; i < table.length; i += SLOTS_A_LINE) sum += table[i];
        return sum;
    }
}

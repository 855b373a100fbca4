package io.meshplane.telemetry.entropy;

/** Writes nothing and adds up what it would cost: for a writer that tries several ways. */
public final class BitCounter extends BitPort {
    private static final float[] COST = new float[4097];

    static {
        for (int p = 0; p <= 4096; p++) COST[p] = (float) (-Math.log(Math.max(p, 0.5) / 4096) / Math.log(2));
    }

    private double bits;

    /** Starts again at 0. */
    public void reset() {
        bits = 0;
    }

    /** The cost so far. */
    public double bits() {
        return bits;
    }

    @Override
    public boolean writing() {
        return true;
    }

    @Override
    public int bit(int bit, int p1) {
        bits += COST[bit == 0 ? 4096 - (p1 >> 4) : p1 >> 4];
        return bit;
    }

    @Override
    public long raw(long value, int count) {
        bits += count;
        return value;
    }

    @Override
    public boolean exhausted() {
        return false;
    }
}

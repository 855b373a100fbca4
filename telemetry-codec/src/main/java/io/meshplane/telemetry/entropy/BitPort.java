package io.meshplane.telemetry.entropy;

/**
 * Where bits go to or come from. A model is written once against it: a writer passes each bit on and returns it, a reader
 * ignores what it is given and returns what it read, so that both ends take the same steps and learn the same.
 */
public abstract sealed class BitPort permits BitEncoder, BitDecoder, BitCounter {
    BitPort() {}

    /** True if bits are written, so that what is coded is known. */
    public abstract boolean writing();

    /**
     * One bit.
     *
     * @param bit 0 or 1; ignored by a reader
     * @param p1 probability of a 1 in units of 2^-16, 1 to 65535
     */
    public abstract int bit(int bit, int p1);

    /**
     * The lowest bits of a value as they are, highest first; they cost one bit each.
     *
     * @param bits 0 to 64
     */
    public abstract long raw(long value, int bits);

    /** True if more was read than any writer wrote: the message is not true, and all that follows are zeros. */
    public abstract boolean exhausted();
}

package io.meshplane.sentinel.domain;

/**
 * The serial of a zone: it grows with each change and wraps around (RFC 1982).
 *
 * @param value 0 to 2³² - 1
 */
public record ZoneSerial(long value) {
    private static final long MAX = 0xFFFF_FFFFL;
    private static final long HALF = 1L << 31;

    public ZoneSerial {
        if (value < 0 || value > MAX) throw new IllegalArgumentException("a serial has 32 bits: " + value);
    }

    /** Whether this is of an older zone; serials that lie half the circle apart cannot be compared, and are not behind. */
    public boolean isBehind(ZoneSerial other) {
        long distance = (other.value - value) & MAX;
        return distance != 0 && distance < HALF;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

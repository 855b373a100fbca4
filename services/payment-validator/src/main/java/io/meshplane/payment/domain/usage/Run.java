package io.meshplane.payment.domain.usage;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of one counter, from one restart to the next, as far as samples tell it. A set of samples makes the same run in any order
 * and however often each is told; samples between two others add nothing, unless a counter of 32 bits laps between these.
 *
 * @param foldedBytes counted before the first of {@code readings}; below zero nothing is folded: the first reading counts from zero
 * @param readings counter by ordinal, the newest {@value #WINDOW}: what may still arrive late between them finds its place
 * @param versions of the price by the counted byte from which each holds
 */
public record Run(
        int bits,
        BigInteger foldedBytes,
        NavigableMap<Long, Long> readings,
        BigInteger baseline,
        NavigableMap<BigInteger, Long> versions) {
    /** Version of what is sent under a price that the end did not name. */
    public static final long UNDECLARED = 0;

    /** No restart of a counter without a new run leaves a gap this small: 4.5 PB, a week at 59 Gbit/s. */
    static final BigInteger WRAP_MAX = BigInteger.ONE.shiftLeft(52);

    private static final int WINDOW = 16;
    private static final BigInteger NOTHING_FOLDED = BigInteger.ONE.negate();

    public Run {
        readings = Collections.unmodifiableNavigableMap(new TreeMap<>(readings));
        versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
        if (readings.isEmpty()) throw new IllegalArgumentException("a run begins with a reading");
    }

    /** The run after its first sample. */
    public static Run begin(Sample sample) {
        NavigableMap<Long, Long> readings = new TreeMap<>(Map.of(sample.ordinal(), sample.counter()));
        BigInteger baseline = Unsigned.of(sample.baseline());
        return new Run(sample.bits(), NOTHING_FOLDED, readings, baseline, withCuts(new TreeMap<>(), sample));
    }

    /** The run that is also told by this sample. */
    public Run take(Sample sample) {
        BigInteger from = baseline.max(Unsigned.of(sample.baseline()));
        Run told = new Run(bits, foldedBytes, readings, from, withCuts(new TreeMap<>(versions), sample));
        boolean folded = foldedBytes.signum() >= 0 && sample.ordinal() < readings.firstKey();
        return folded ? told : told.read(sample.ordinal(), sample.counter());
    }

    private Run read(long ordinal, long counter) {
        NavigableMap<Long, Long> next = new TreeMap<>(readings);
        next.merge(ordinal, counter, Unsigned::max);
        BigInteger base = foldedBytes;
        while (next.size() > WINDOW) {
            long first = next.pollFirstEntry().getValue();
            if (base.signum() < 0) base = Unsigned.of(first);
            base = base.add(step(first, next.firstEntry().getValue()));
        }
        return new Run(bits, base, next, baseline, versions);
    }

    private static NavigableMap<BigInteger, Long> withCuts(NavigableMap<BigInteger, Long> versions, Sample sample) {
        for (Cut cut : sample.cuts()) versions.merge(Unsigned.of(cut.fromBytes()), cut.version(), Math::max);
        return versions;
    }

    /** The run with a price that the end did not name itself: from the beginning of the run, later from what is counted now. */
    public Run priced(long version) {
        if (!versions.isEmpty() && versions.lastEntry().getValue() >= version) return this;
        NavigableMap<BigInteger, Long> next = new TreeMap<>(versions);
        next.put(versions.isEmpty() ? BigInteger.ZERO : counted(), version);
        return new Run(bits, foldedBytes, readings, baseline, next);
    }

    /** Bytes since the run began, as the readings imply; never falls. */
    public BigInteger counted() {
        BigInteger sum = foldedBytes;
        long before = readings.firstEntry().getValue();
        if (sum.signum() < 0) sum = Unsigned.of(before);
        for (long counter : readings.values()) {
            sum = sum.add(step(before, counter));
            before = counter;
        }
        return sum;
    }

    /** Whether the counter fell where it cannot have wrapped: it restarted, and nobody began a new run. */
    public boolean fell() {
        long before = readings.firstEntry().getValue();
        for (long counter : readings.values()) {
            if (restarted(before, counter)) return true;
            before = counter;
        }
        return false;
    }

    private boolean restarted(long from, long to) {
        return Long.compareUnsigned(to, from) < 0 && lap(from, to).compareTo(WRAP_MAX) > 0;
    }

    private BigInteger step(long from, long to) {
        return restarted(from, to) ? Unsigned.of(to) : lap(from, to);
    }

    /** Bytes from one reading to a later one that is less than a lap away. */
    private BigInteger lap(long from, long to) {
        long difference = to - from;
        return bits == 64 ? Unsigned.of(difference) : BigInteger.valueOf(difference & 0xFFFF_FFFFL);
    }

    /** Bytes that count, by the version of the price under which they were counted. */
    public SortedMap<Long, BigInteger> bytesByVersion() {
        SortedMap<Long, BigInteger> bytes = new TreeMap<>();
        BigInteger end = counted();
        BigInteger from = baseline;
        long version = UNDECLARED;
        for (Map.Entry<BigInteger, Long> cut : versions.entrySet()) {
            BigInteger to = cut.getKey().min(end);
            if (to.compareTo(from) > 0) {
                bytes.merge(version, to.subtract(from), BigInteger::add);
                from = to;
            }
            version = cut.getValue();
        }
        if (end.compareTo(from) > 0) bytes.merge(version, end.subtract(from), BigInteger::add);
        return bytes;
    }
}

package io.meshplane.ingest.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of a request, as they come in and then by series. Flat arrays, reusable, no objects per sample or series. Series that
 * differ only in the kind of their values are different here: a series may have counts and, where it went stale, numbers.
 * Fill with {@link #series} and {@link #add}; after {@link #arrange} read the samples of series i at {@link #first} and on.
 */
public final class SampleColumns {
    private static final int BASE_SAMPLES = 16 << 10;
    private static final int BASE_SERIES = 1024;

    private final SampleLimits limits;
    private final Allowance allowance;
    private final TextTable texts;
    private final ScrapeTimes scrapes = new ScrapeTimes();

    private int[] seriesOf = new int[BASE_SAMPLES];
    private long[] times = new long[BASE_SAMPLES];
    private long[] values = new long[BASE_SAMPLES];
    private int samples;
    private int room;

    private int[] names = new int[BASE_SERIES];
    private boolean[] counts = new boolean[BASE_SERIES];
    private int[] labelEnds = new int[BASE_SERIES];
    private int[] sizes = new int[BASE_SERIES];
    private int[] labels = new int[16 * BASE_SERIES];
    private int[] slots = new int[2 * BASE_SERIES];
    private int series;

    private long[] arrangedTimes = new long[BASE_SAMPLES];
    private long[] arrangedValues = new long[BASE_SAMPLES];
    private int[] firsts = new int[BASE_SERIES];
    private @Nullable Shortage shortage;

    /**
     * Empty columns.
     *
     * @param seed makes collisions unforeseeable for senders
     */
    public SampleColumns(SampleLimits limits, int seed, Allowance allowance) {
        this.limits = limits;
        this.allowance = allowance;
        this.texts = new TextTable(limits.maxTextBytes(), seed, allowance);
        this.room = Math.min(BASE_SAMPLES, limits.maxSamples());
    }

    /** Number of a text of a name or label, or -1: see {@link #shortage}. */
    public int text(byte[] from, int start, int end) {
        int id = texts.intern(from, start, end);
        if (id < 0) shortage = texts.isFull() ? Shortage.TEXT : Shortage.MEMORY;
        return id;
    }

    /**
     * Number of a series, or -1: see {@link #shortage}.
     *
     * @param name text of the metric's name
     * @param pairs texts of label name, label value …, by name ascending, each name once
     * @param length of pairs that count: twice the number of labels
     * @param isCount whether its values are unsigned 64-bit counts; else they are the bits of a double
     */
    public int series(int name, int[] pairs, int length, boolean isCount) {
        int hash = hash(name, pairs, length, isCount);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (names[id] == name && counts[id] == isCount && hasLabels(id, pairs, length)) return id;
            slot = (slot + 1) & (slots.length - 1);
        }
        return addSeries(name, pairs, length, isCount, slot);
    }

    private static int hash(int name, int[] pairs, int length, boolean isCount) {
        long hash = ByteHash.mixed(isCount ? ~name : name);
        for (int i = 0; i < length; i += 2) hash = ByteHash.mixed(hash ^ ((long) pairs[i] << 32 | pairs[i + 1]));
        return (int) (hash ^ (hash >>> 32));
    }

    private boolean hasLabels(int id, int[] pairs, int length) {
        return Arrays.equals(labels, labelStart(id), labelEnds[id], pairs, 0, length);
    }

    private int addSeries(int name, int[] pairs, int length, boolean isCount, int slot) {
        if (series == limits.maxSeries()) return refused(Shortage.SERIES);
        if (length > 2 * limits.maxLabels()) return refused(Shortage.LABELS);
        int used = series == 0 ? 0 : labelEnds[series - 1];
        if (!roomForSeries(used + length)) return refused(Shortage.MEMORY);
        System.arraycopy(pairs, 0, labels, used, length);
        names[series] = name;
        counts[series] = isCount;
        labelEnds[series] = used + length;
        sizes[series] = 0;
        slots[slot] = ++series;
        if (2 * series > slots.length && !rehash()) return refused(Shortage.MEMORY);
        return series - 1;
    }

    private int refused(Shortage why) {
        shortage = why;
        return -1;
    }

    private boolean roomForSeries(int labelLength) {
        if (series == names.length) {
            if (!allowance.take(17L * series)) return false;
            names = Arrays.copyOf(names, 2 * series);
            counts = Arrays.copyOf(counts, 2 * series);
            labelEnds = Arrays.copyOf(labelEnds, 2 * series);
            sizes = Arrays.copyOf(sizes, 2 * series);
            firsts = new int[2 * series];
        }
        if (labelLength > labels.length) {
            int capacity = Math.max(labelLength, 2 * labels.length);
            if (!allowance.take(4L * (capacity - labels.length))) return false;
            labels = Arrays.copyOf(labels, capacity);
        }
        return true;
    }

    private boolean rehash() {
        if (!allowance.take(4L * slots.length)) return false;
        slots = new int[2 * slots.length];
        for (int id = 0; id < series; id++) {
            int start = labelStart(id);
            int length = labelEnds[id] - start;
            int[] pairs = Arrays.copyOfRange(labels, start, labelEnds[id]);
            int slot = hash(names[id], pairs, length, counts[id]) & (slots.length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
            slots[slot] = id + 1;
        }
        return true;
    }

    /**
     * Adds a sample.
     *
     * @param timeMs milliseconds since epoch UTC
     * @param bits the count, or the bits of the double
     * @return false if there is no room for it: see {@link #shortage}
     */
    public boolean add(int seriesId, long timeMs, long bits) {
        int at = samples;
        if (at == room && !roomForSamples()) return false;
        seriesOf[at] = seriesId;
        times[at] = timeMs;
        values[at] = bits;
        sizes[seriesId]++;
        scrapes.note(timeMs);
        samples = at + 1;
        return true;
    }

    private boolean roomForSamples() {
        if (samples >= limits.maxSamples()) {
            shortage = Shortage.SAMPLES;
            return false;
        }
        int capacity = Math.min(2 * samples, limits.maxSamples());
        if (!allowance.take(36L * (capacity - samples))) {
            shortage = Shortage.MEMORY;
            return false;
        }
        seriesOf = Arrays.copyOf(seriesOf, capacity);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        arrangedTimes = new long[capacity];
        arrangedValues = new long[capacity];
        room = capacity;
        return true;
    }

    /** Brings the samples of each series together, in the order in which they came. */
    public void arrange() {
        int at = 0;
        for (int id = 0; id < series; id++) {
            firsts[id] = at;
            at += sizes[id];
        }
        int[] next = firsts;
        for (int i = 0; i < samples; i++) {
            int place = next[seriesOf[i]]++;
            arrangedTimes[place] = times[i];
            arrangedValues[place] = values[i];
        }
        for (int id = 0; id < series; id++) firsts[id] -= sizes[id];
        scrapes.sort();
    }

    /** What could not be kept last; null = everything was. */
    public @Nullable Shortage shortage() {
        return shortage;
    }

    public TextTable texts() {
        return texts;
    }

    /** The different times of all samples, unless they are too many to be worth a table. */
    public ScrapeTimes scrapes() {
        return scrapes;
    }

    public int sampleCount() {
        return samples;
    }

    public int seriesCount() {
        return series;
    }

    public int name(int id) {
        return names[id];
    }

    public boolean isCount(int id) {
        return counts[id];
    }

    /** Texts of all series' labels, in pairs. */
    public int[] labels() {
        return labels;
    }

    public int labelStart(int id) {
        return id == 0 ? 0 : labelEnds[id - 1];
    }

    public int labelEnd(int id) {
        return labelEnds[id];
    }

    /** Where the samples of a series begin in {@link #values} and {@link #times}. */
    public int first(int id) {
        return firsts[id];
    }

    /** How many they are. */
    public int size(int id) {
        return sizes[id];
    }

    /** Values by series. */
    public long[] values() {
        return arrangedValues;
    }

    /** Times by series. */
    public long[] times() {
        return arrangedTimes;
    }

    /** Forgets everything and keeps no more memory than is set aside. */
    public void clear() {
        if (seriesOf.length > BASE_SAMPLES) {
            seriesOf = new int[BASE_SAMPLES];
            times = new long[BASE_SAMPLES];
            values = new long[BASE_SAMPLES];
            arrangedTimes = new long[BASE_SAMPLES];
            arrangedValues = new long[BASE_SAMPLES];
        }
        if (names.length > BASE_SERIES) {
            names = new int[BASE_SERIES];
            counts = new boolean[BASE_SERIES];
            labelEnds = new int[BASE_SERIES];
            sizes = new int[BASE_SERIES];
            firsts = new int[BASE_SERIES];
        }
        if (labels.length > 16 * BASE_SERIES) labels = new int[16 * BASE_SERIES];
        if (slots.length > 2 * BASE_SERIES) slots = new int[2 * BASE_SERIES];
        else if (series > 0) Arrays.fill(slots, 0);
        samples = 0;
        room = Math.min(BASE_SAMPLES, limits.maxSamples());
        series = 0;
        shortage = null;
        texts.clear();
        scrapes.clear();
    }
}

package io.meshplane.ingest.adapter.kafka;

import io.meshplane.ingest.wire.ProtoReader;
import java.util.Arrays;

/** One UploadSeries, read into arrays that are used again for the next. */
final class SeriesValues {
    private final ProtoReader reader = new ProtoReader();
    private long[] bits = new long[64];
    private long[] millis = new long[64];
    private int[] labels = new int[32];
    private int name;
    private int labelLength;
    private int size;
    private int timed;
    private boolean count;
    private int missingFrom;
    private int missingTo;

    /** Reads a series; false if it breaks a rule. */
    boolean read(byte[] record, int from, int to, long[] shared, int sharedCount, int textCount) {
        name = 0;
        labelLength = 0;
        size = 0;
        timed = 0;
        count = false;
        missingFrom = 0;
        missingTo = 0;
        reader.open(record, from, to);
        boolean numbers = false;
        boolean ownTimes = false;
        while (reader.next()) {
            switch (reader.tag()) {
                case 0x08 -> name = index(reader.varint());
                case 0x12 -> takeLabels();
                case 0x1a -> {
                    count = true;
                    size = differences(true);
                }
                case 0x22 -> {
                    numbers = true;
                    takeNumbers();
                }
                case 0x2a -> takeMissing();
                case 0x32 -> {
                    ownTimes = true;
                    timed = differences(false);
                }
                default -> reader.skip();
            }
        }
        if (reader.isBroken() || (numbers && count) || labelLength % 2 != 0 || !textsExist(textCount)) return false;
        if (!ownTimes) sharedTimes(record, shared, sharedCount);
        return timed == size;
    }

    private static int index(long read) {
        return read < 0 || read > Integer.MAX_VALUE ? -1 : (int) read;
    }

    private boolean textsExist(int textCount) {
        if (name < 0 || name >= textCount) return false;
        for (int i = 0; i < labelLength; i++) if (labels[i] < 0 || labels[i] >= textCount) return false;
        return true;
    }

    private void takeLabels() {
        reader.region();
        int end = reader.to();
        long mark = reader.enter(reader.from(), end);
        while (reader.at() < end && !reader.isBroken()) {
            if (labelLength == labels.length) labels = Arrays.copyOf(labels, 2 * labelLength);
            labels[labelLength++] = index(reader.varint());
        }
        reader.leave(mark);
    }

    /** Reads numbers told by their differences. */
    private int differences(boolean areValues) {
        reader.region();
        int end = reader.to();
        long mark = reader.enter(reader.from(), end);
        int read = 0;
        long value = 0;
        while (reader.at() < end && !reader.isBroken()) {
            value += reader.zigzag();
            roomFor(read);
            if (areValues) bits[read++] = value;
            else millis[read++] = value;
        }
        reader.leave(mark);
        return read;
    }

    private void takeNumbers() {
        reader.region();
        int end = reader.to();
        long mark = reader.enter(reader.from(), end);
        size = 0;
        while (reader.at() < end && !reader.isBroken()) {
            roomFor(size);
            bits[size++] = reader.fixed64();
        }
        reader.leave(mark);
    }

    private void takeMissing() {
        reader.region();
        missingFrom = reader.from();
        missingTo = reader.to();
    }

    private void sharedTimes(byte[] record, long[] shared, int sharedCount) {
        for (int i = 0; i < sharedCount; i++) {
            int at = missingFrom + (i >> 3);
            boolean missing = at < missingTo && (record[at] >> (i & 7) & 1) != 0;
            if (missing) continue;
            roomFor(timed);
            millis[timed++] = shared[i];
        }
    }

    private void roomFor(int index) {
        if (index < bits.length) return;
        bits = Arrays.copyOf(bits, 2 * index);
        millis = Arrays.copyOf(millis, 2 * index);
    }

    int name() {
        return name;
    }

    int[] labelPairs() {
        return labels;
    }

    int labelLength() {
        return labelLength;
    }

    boolean isCount() {
        return count;
    }

    int size() {
        return size;
    }

    long bits(int i) {
        return bits[i];
    }

    long timeMs(int i) {
        return millis[i];
    }
}

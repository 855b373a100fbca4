package io.meshplane.ingest.adapter.kafka;

import io.meshplane.ingest.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the bytes of an UploadAccepted without an object per value: {@link #open}, then {@link #nextSeries} and, apart from
 * that, {@link #nextLogLine} until they give false, then {@link #isDamaged}. Total: whatever the bytes, it never throws.
 * Reusable, not thread-safe. Links, usage and notes are few: read them with the generated class.
 */
public final class UploadReader {
    private static final int NOTES = (18 << 3) | ProtoReader.BYTES;

    private final ProtoReader reader = new ProtoReader();
    private final SeriesValues values = new SeriesValues();
    private byte[] record = new byte[0];

    private int[] texts = new int[256];
    private int textCount;
    private long[] times = new long[64];
    private int timeCount;
    private String nodeId = "";
    private String networkId = "";
    private int door;
    private long bootId;
    private long sequence;
    private long sentAtMs;
    private long receivedAtMs;
    private boolean backlog;
    private boolean notes;

    private int seriesAt;
    private int lineAt;
    private int lineStart;
    private int lineEnd;
    private boolean damaged;

    /**
     * Begins with a record.
     *
     * @return false if the bytes are no upload
     */
    public boolean open(byte[] bytes) {
        record = bytes;
        reader.open(bytes, 0, bytes.length);
        forget();
        while (reader.next()) {
            switch (reader.tag()) {
                case 0x0a -> nodeId = text();
                case 0x12 -> networkId = text();
                case 0x18 -> door = (int) reader.varint();
                case 0x20 -> bootId = reader.varint();
                case 0x28 -> sequence = reader.varint();
                case 0x30 -> sentAtMs = reader.varint();
                case 0x38 -> receivedAtMs = reader.varint();
                case 0x58 -> backlog = reader.varint() != 0;
                case 0x62 -> keepText();
                case 0x68 -> keepTime(reader.varint());
                case 0x6a -> keepTimes();
                case NOTES -> {
                    notes = true;
                    reader.skip();
                }
                default -> reader.skip();
            }
        }
        damaged = reader.isBroken();
        return !damaged;
    }

    private void forget() {
        textCount = 0;
        timeCount = 0;
        nodeId = "";
        networkId = "";
        door = 0;
        bootId = 0;
        sequence = 0;
        sentAtMs = 0;
        receivedAtMs = 0;
        backlog = false;
        notes = false;
        seriesAt = 0;
        lineAt = 0;
    }

    private String text() {
        reader.region();
        return new String(record, reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8);
    }

    private void keepText() {
        reader.region();
        if (2 * textCount == texts.length) texts = Arrays.copyOf(texts, 2 * texts.length);
        texts[2 * textCount] = reader.from();
        texts[2 * textCount + 1] = reader.to();
        textCount++;
    }

    private void keepTimes() {
        reader.region();
        long mark = reader.enter(reader.from(), reader.to());
        int end = reader.to();
        while (reader.at() < end && !reader.isBroken()) keepTime(reader.varint());
        reader.leave(mark);
    }

    private void keepTime(long millis) {
        if (timeCount == times.length) times = Arrays.copyOf(times, 2 * timeCount);
        times[timeCount++] = millis;
    }

    /** Moves to the next series; false after the last one, or if it is damaged. */
    public boolean nextSeries() {
        if (damaged) return false;
        reader.open(record, seriesAt, record.length);
        while (reader.next()) {
            if (reader.tag() == 0x72) {
                reader.region();
                seriesAt = reader.to();
                damaged = !values.read(record, reader.from(), reader.to(), times, timeCount, textCount);
                return !damaged;
            }
            reader.skip();
        }
        seriesAt = record.length;
        return false;
    }

    /** Moves to the next log line, which lies from {@link #lineStart} to {@link #lineEnd} of the record. */
    public boolean nextLogLine() {
        if (damaged) return false;
        reader.open(record, lineAt, record.length);
        while (reader.next()) {
            if (reader.tag() == ((17 << 3) | ProtoReader.BYTES)) {
                reader.region();
                lineStart = reader.from();
                lineEnd = reader.to();
                lineAt = lineEnd;
                return true;
            }
            reader.skip();
        }
        lineAt = record.length;
        return false;
    }

    /** Whether the record broke a rule of its form somewhere. */
    public boolean isDamaged() {
        return damaged;
    }

    public String nodeId() {
        return nodeId;
    }

    public String networkId() {
        return networkId;
    }

    /** Number of the UploadDoor. */
    public int door() {
        return door;
    }

    public long bootId() {
        return bootId;
    }

    public long sequence() {
        return sequence;
    }

    public long sentAtMs() {
        return sentAtMs;
    }

    public long receivedAtMs() {
        return receivedAtMs;
    }

    public boolean isBacklog() {
        return backlog;
    }

    /** Whether it has notes. */
    public boolean hasNotes() {
        return notes;
    }

    /** How many times the series share. */
    public int timeCount() {
        return timeCount;
    }

    /** Shared time i, milliseconds since epoch UTC, the node's clock. */
    public long sharedTimeMs(int i) {
        return times[i];
    }

    /** How many different texts there are. */
    public int textCount() {
        return textCount;
    }

    /** Where a text begins in the record; UTF-8. */
    public int textStart(int index) {
        return texts[2 * index];
    }

    /** Where it ends. */
    public int textEnd(int index) {
        return texts[2 * index + 1];
    }

    /** A text as a string. */
    public String textAt(int index) {
        int start = textStart(index);
        return new String(record, start, textEnd(index) - start, StandardCharsets.UTF_8);
    }

    /** Text index of the series' name. */
    public int name() {
        return values.name();
    }

    /** Text indexes of its labels in pairs; {@link #labelLength} of them count. */
    public int[] labels() {
        return values.labelPairs();
    }

    public int labelLength() {
        return values.labelLength();
    }

    /** Whether {@link #bits} are unsigned counts; else they are the bits of doubles. */
    public boolean isCount() {
        return values.isCount();
    }

    /** How many values the series has. */
    public int size() {
        return values.size();
    }

    /** Value i of the series. */
    public long bits(int i) {
        return values.bits(i);
    }

    /** When value i was sampled, milliseconds since epoch UTC. */
    public long timeMs(int i) {
        return values.timeMs(i);
    }

    public int lineStart() {
        return lineStart;
    }

    public int lineEnd() {
        return lineEnd;
    }
}

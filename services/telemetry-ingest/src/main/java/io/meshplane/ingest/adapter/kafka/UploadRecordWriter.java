package io.meshplane.ingest.adapter.kafka;

import io.meshplane.ingest.wire.ProtoBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes of an UploadAccepted by hand, byte for byte as protobuf would, from plain arrays. Reusable, not thread-safe;
 * no objects per value. In this order: {@link #begin}; texts by {@link #string} or {@link #strings}, at any time; then
 * {@link #times}, series ({@link #openSeries}, values, {@link #closeSeries}), links, usage, log lines and notes, in this order;
 * {@link #finish}.
 */
public final class UploadRecordWriter {
    private static final int BASE_BYTES = 64 << 10;

    private final int maxBytes;
    private final ProtoBytes head = new ProtoBytes(256, 4 << 10);
    private final ProtoBytes strings;
    private final ProtoBytes rest;
    private int seriesMark;

    /**
     * A writer.
     *
     * @param maxBytes of a record
     */
    public UploadRecordWriter(int maxBytes) {
        this.maxBytes = maxBytes;
        this.strings = new ProtoBytes(BASE_BYTES, maxBytes);
        this.rest = new ProtoBytes(BASE_BYTES, maxBytes);
    }

    /** Forgets the record and keeps no more memory than is set aside. */
    public void clear() {
        head.clear();
        strings.clear();
        rest.clear();
    }

    /** Starts a record; what was not finished is forgotten. */
    public void begin(UploadHead upload) {
        clear();
        head.text(0x0a, upload.nodeId());
        head.text(0x12, upload.networkId());
        head.number(0x18, upload.door().getNumber());
        head.number(0x20, upload.bootId());
        head.number(0x28, upload.sequence());
        head.number(0x30, upload.sentAtMs());
        head.number(0x38, upload.receivedAtMs());
        head.number(0x40, upload.uptimeSeconds());
        head.text(0x4a, upload.agentVersion());
        Integer routes = upload.babelRoutes();
        if (routes != null) {
            head.varint(0x50);
            head.varint(routes);
        }
        head.number(0x58, upload.backlog() ? 1 : 0);
    }

    /** The next text of the table: the first has index 0. UTF-8. */
    public void string(byte[] from, int start, int end) {
        strings.field(0x62, from, start, end);
    }

    /** Texts that were written before: a copy of what {@link #stringBlock} gave. */
    public void strings(byte[] block) {
        strings.raw(block, 0, block.length);
    }

    /** The texts of this record so far, encoded, to be kept for a node's next records. */
    public byte[] stringBlock() {
        return Arrays.copyOf(strings.bytes(), strings.size());
    }

    /** Times that the series share, milliseconds since epoch UTC. */
    public void times(long[] millis, int from, int count) {
        if (count == 0) return;
        int mark = rest.open(0x6a);
        for (int i = from; i < from + count; i++) rest.varint(millis[i]);
        rest.close(mark);
    }

    /**
     * Opens a series.
     *
     * @param name index of its name's text
     * @param labels indexes of label name, label value …
     */
    public void openSeries(int name, int[] labels, int from, int to) {
        seriesMark = rest.open(0x72);
        writeName(rest, name, labels, from, to);
    }

    /** Opens a series whose name and labels were encoded by {@link #seriesName}. */
    public void openSeries(byte[] name) {
        seriesMark = rest.open(0x72);
        rest.raw(name, 0, name.length);
    }

    /** Name and labels as a record has them, for {@link #openSeries(byte[])}; indexes as there. */
    public static byte[] seriesName(int name, int[] labels, int from, int to) {
        int max = 32 + 5 * (to - from);
        ProtoBytes bytes = new ProtoBytes(max, max);
        writeName(bytes, name, labels, from, to);
        return Arrays.copyOf(bytes.bytes(), bytes.size());
    }

    private static void writeName(ProtoBytes to, int name, int[] labels, int from, int end) {
        to.number(0x08, name);
        if (from == end) return;
        int mark = to.open(0x12);
        for (int i = from; i < end; i++) to.varint(labels[i]);
        to.close(mark);
    }

    /** The open series' values as unsigned 64-bit counts. */
    public void counts(long[] values, int from, int count) {
        if (count == 0) return;
        int mark = rest.open(0x1a);
        differences(values, from, count);
        rest.close(mark);
    }

    /** The open series' values as the bits of doubles. */
    public void numbers(long[] bits, int from, int count) {
        if (count == 0) return;
        rest.varint(0x22);
        rest.varint(8L * count);
        rest.fixed64s(bits, from, count);
    }

    /** At which of the shared times the open series has no value: bit i is time i. After the values; 0 = at none. */
    public void missing(long bits) {
        if (bits == 0) return;
        int mark = rest.open(0x2a);
        int sizeBytes = (71 - Long.numberOfLeadingZeros(bits)) / 8;
        for (int i = 0; i < sizeBytes; i++) rest.octet((int) (bits >>> (8 * i)));
        rest.close(mark);
    }

    /** The same for more than 64 times; only as many bytes as are needed. After the values. */
    public void missing(byte[] bits, int sizeBytes) {
        int size = sizeBytes;
        while (size > 0 && bits[size - 1] == 0) size--;
        if (size > 0) rest.field(0x2a, bits, 0, size);
    }

    /** The open series' own times, instead of the shared ones. After the values. */
    public void ownTimes(long[] millis, int from, int count) {
        if (count == 0) return;
        int mark = rest.open(0x32);
        differences(millis, from, count);
        rest.close(mark);
    }

    private void differences(long[] values, int from, int count) {
        long before = 0;
        for (int i = from; i < from + count; i++) {
            rest.zigzag(values[i] - before);
            before = values[i];
        }
    }

    /** Ends the open series. */
    public void closeSeries() {
        rest.close(seriesMark);
    }

    /** A link, as UploadLink; peerId and rttMicros may be absent. */
    public void link(
            String interfaceName,
            String localAddress,
            String peerAddress,
            @Nullable String peerId,
            int cost,
            @Nullable Integer rttMicros) {
        int mark = rest.open(0x7a);
        rest.text(0x0a, interfaceName);
        rest.text(0x12, localAddress);
        rest.text(0x1a, peerAddress);
        optionalText(0x22, peerId);
        rest.number(0x28, cost);
        if (rttMicros != null) {
            rest.varint(0x30);
            rest.varint(Integer.toUnsignedLong(rttMicros));
        }
        rest.close(mark);
    }

    /** Cumulative bytes, as UploadUsage; unsigned 64 bit. */
    public void usage(
            String interfaceName, @Nullable String peerId, long counterEpoch, long sentBytes, long receivedBytes) {
        int mark = rest.open(tag(16));
        rest.text(0x0a, interfaceName);
        optionalText(0x12, peerId);
        if (counterEpoch != 0) {
            rest.varint(0x19);
            rest.fixed64(counterEpoch);
        }
        rest.number(0x20, sentBytes);
        rest.number(0x28, receivedBytes);
        rest.close(mark);
    }

    private void optionalText(int tag, @Nullable String text) {
        if (text == null) return;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        rest.field(tag, utf8, 0, utf8.length);
    }

    /** A line of the node's log, any bytes, without the line's end. */
    public void logLine(byte[] from, int start, int end) {
        rest.field(tag(17), from, start, end);
    }

    /** Something that happened on the node, as UploadNote. */
    public void note(long atMs, long lastedMs, String kind, String text) {
        int mark = rest.open(tag(18));
        rest.number(0x08, atMs);
        rest.number(0x10, lastedMs);
        rest.text(0x1a, kind);
        rest.text(0x22, text);
        rest.close(mark);
    }

    /** Of a field above 15 that holds bytes. */
    private static int tag(int field) {
        return (field << 3) | 2;
    }

    /** Bytes so far. */
    public int sizeBytes() {
        return head.size() + strings.size() + rest.size();
    }

    /** The record; null if it is larger than a record may be. */
    public byte @Nullable [] finish() {
        boolean over = head.isOver() || strings.isOver() || rest.isOver() || sizeBytes() > maxBytes;
        if (over) return null;
        byte[] record = new byte[sizeBytes()];
        System.arraycopy(head.bytes(), 0, record, 0, head.size());
        System.arraycopy(strings.bytes(), 0, record, head.size(), strings.size());
        System.arraycopy(rest.bytes(), 0, record, head.size() + strings.size(), rest.size());
        return record;
    }
}

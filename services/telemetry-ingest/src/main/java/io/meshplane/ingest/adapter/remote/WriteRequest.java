package io.meshplane.ingest.adapter.remote;

import io.meshplane.ingest.domain.TextTable;
import io.meshplane.ingest.domain.forward.PrometheusText;
import io.meshplane.ingest.wire.ProtoBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * A request of Prometheus remote-write, written by hand into flat arrays: {@code io.prometheus.write.v2.Request} or, for receivers
 * that know no other, {@code prometheus.WriteRequest}. A series: {@link #openSeries}, its {@link #label}s, {@link #closeLabels},
 * {@link #sample}s, {@link #closeSeries}. Reusable, not thread-safe; no objects per sample.
 */
public final class WriteRequest {
    /** No record of Kafka makes more. */
    private static final int BYTES_MAX = 64 << 20;

    private static final int BASE_BYTES = 64 << 10;
    private static final byte[] NAME = "__name__".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXPORTED = "exported_".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NETWORK = "network".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NODE = "node".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_COUNTER = 1;

    private final Version version;
    private final TextTable texts = new TextTable(BYTES_MAX, 1, _ -> true);
    private final ProtoBytes series = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ProtoBytes symbols = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    /** Of the open series: text of name, text of value. */
    private int[] labels = new int[32];

    private int labelLength;
    private boolean counter;
    private int seriesMark;
    private int samples;

    /** The two forms. */
    public enum Version {
        V1("application/x-protobuf", "0.1.0"),
        V2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

        private final String contentType;
        private final String number;

        Version(String contentType, String number) {
            this.contentType = contentType;
            this.number = number;
        }

        public String contentType() {
            return contentType;
        }

        /** For the header X-Prometheus-Remote-Write-Version. */
        public String number() {
            return number;
        }
    }

    public WriteRequest(Version version) {
        this.version = version;
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        texts.clear();
        series.clear();
        symbols.clear();
        texts.intern(NAME, 0, 0); // symbol 0 is the empty text, as the specification wants
        samples = 0;
    }

    /** Opens a series of a node; names that stores do not take are changed. */
    public void openSeries(String network, String node, byte[] name) {
        labelLength = 0;
        byte[] clean = PrometheusText.name(name, true);
        counter = PrometheusText.isCounter(clean);
        put(NAME, clean);
        put(NETWORK, network.getBytes(StandardCharsets.UTF_8));
        put(NODE, node.getBytes(StandardCharsets.UTF_8));
    }

    /** A label of the open series. One that is called as one of ours gets {@code exported_} before its name; an empty one is none. */
    public void label(byte[] name, byte[] value) {
        if (value.length == 0) return;
        byte[] clean = PrometheusText.name(name, false);
        boolean ours = Arrays.equals(clean, NETWORK) || Arrays.equals(clean, NODE) || Arrays.equals(clean, NAME);
        put(ours ? exported(clean) : clean, value);
    }

    private static byte[] exported(byte[] name) {
        byte[] longer = Arrays.copyOf(EXPORTED, EXPORTED.length + name.length);
        System.arraycopy(name, 0, longer, EXPORTED.length, name.length);
        return longer;
    }

    /** Keeps the labels in order of their names; of two of one name the first stays. */
    private void put(byte[] name, byte[] value) {
        int nameText = texts.intern(name, 0, name.length);
        int at = labelLength;
        while (at > 0 && texts.compare(labels[at - 2], nameText) > 0) at -= 2;
        if (at > 0 && labels[at - 2] == nameText) return;
        if (labelLength == labels.length) labels = Arrays.copyOf(labels, 2 * labelLength);
        System.arraycopy(labels, at, labels, at + 2, labelLength - at);
        labels[at] = nameText;
        labels[at + 1] = texts.intern(value, 0, value.length);
        labelLength += 2;
    }

    /** The open series has all its labels: samples follow, by their time. */
    public void closeLabels() {
        if (version == Version.V2) {
            seriesMark = series.open(0x2a);
            int mark = series.open(0x0a);
            for (int i = 0; i < labelLength; i++) series.varint(labels[i]);
            series.close(mark);
            return;
        }
        seriesMark = series.open(0x0a);
        for (int i = 0; i < labelLength; i += 2) {
            int mark = series.open(0x0a);
            series.field(0x0a, texts.bytes(), texts.start(labels[i]), texts.end(labels[i]));
            series.field(0x12, texts.bytes(), texts.start(labels[i + 1]), texts.end(labels[i + 1]));
            series.close(mark);
        }
    }

    /** A sample of the open series. */
    public void sample(double value, long timeMs) {
        int mark = series.open(0x12);
        series.octet(0x09);
        series.fixed64(Double.doubleToRawLongBits(value));
        series.number(0x10, timeMs);
        series.close(mark);
        samples++;
    }

    /** Ends the open series. */
    public void closeSeries() {
        if (version == Version.V2 && counter) {
            int mark = series.open(0x2a);
            series.number(0x08, TYPE_COUNTER);
            series.close(mark);
        }
        series.close(seriesMark);
    }

    public Version version() {
        return version;
    }

    /** How many samples there are so far. */
    public int samples() {
        return samples;
    }

    /**
     * The message's bytes.
     *
     * @throws IllegalStateException if they are more than any upload can make
     */
    public byte[] message() {
        if (version == Version.V2) {
            for (int i = 0; i < texts.count(); i++) symbols.field(0x22, texts.bytes(), texts.start(i), texts.end(i));
        }
        if (series.isOver() || symbols.isOver()) throw new IllegalStateException("more than " + BYTES_MAX + " bytes");
        byte[] whole = Arrays.copyOf(symbols.bytes(), symbols.size() + series.size());
        System.arraycopy(series.bytes(), 0, whole, symbols.size(), series.size());
        return whole;
    }

    /** The request's body: the message in snappy's block form. */
    public byte[] body() {
        try {
            return Snappy.compress(message());
        } catch (IOException e) {
            throw new IllegalStateException("snappy works in memory", e);
        }
    }
}

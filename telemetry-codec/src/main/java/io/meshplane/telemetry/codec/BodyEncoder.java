package io.meshplane.telemetry.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the body of a batch, before compression. */
final class BodyEncoder {
    static final int INTEGERS = 0;
    static final int RAW_BITS = 1;
    static final long MAX_INTEGER = 1L << 53;

    private final Map<String, Integer> dictionary = new LinkedHashMap<>();
    private final ByteSink content = new ByteSink();

    static byte[] encode(Batch batch) {
        BodyEncoder encoder = new BodyEncoder();
        encoder.metrics(batch.metrics());
        encoder.links(batch);
        encoder.usage(batch);
        ByteSink body = new ByteSink();
        header(body, batch);
        body.varint(encoder.dictionary.size());
        encoder.dictionary.keySet().forEach(text -> string(body, text));
        body.bytes(encoder.content.toByteArray());
        return body.toByteArray();
    }

    private static void header(ByteSink body, Batch batch) {
        string(body, batch.nodeId());
        body.fixed64(batch.bootId());
        body.varint(batch.sequence());
        body.zigzag(batch.sentAtMs());
        string(body, batch.agentVersion());
        body.varint(batch.uptimeSeconds());
        body.varint(optional(batch.babelRoutes()));
    }

    private void metrics(MetricBlock metrics) {
        times(metrics.sampledAtMs());
        content.varint(metrics.series().size());
        for (MetricBlock.Series series : metrics.series()) {
            reference(series.name());
            content.varint(series.labels().size());
            for (MetricBlock.Label label : series.labels()) {
                reference(label.name());
                reference(label.value());
            }
            values(series.values());
        }
    }

    private void times(long[] sampledAtMs) {
        content.varint(sampledAtMs.length);
        long previous = 0;
        long previousDelta = 0;
        for (int i = 0; i < sampledAtMs.length; i++) {
            long delta = sampledAtMs[i] - previous;
            content.zigzag(i == 0 ? sampledAtMs[0] : delta - previousDelta);
            previousDelta = i == 0 ? 0 : delta;
            previous = sampledAtMs[i];
        }
    }

    private void values(double[] values) {
        boolean integers = allIntegers(values);
        content.u8(integers ? INTEGERS : RAW_BITS);
        long previous = 0;
        for (double value : values) {
            if (integers) {
                content.zigzag((long) value - previous);
                previous = (long) value;
            } else {
                long bits = Double.doubleToRawLongBits(value);
                content.fixed64(bits ^ previous);
                previous = bits;
            }
        }
    }

    private static boolean allIntegers(double[] values) {
        for (double value : values) {
            boolean sameBits = Double.doubleToRawLongBits((double) (long) value) == Double.doubleToRawLongBits(value);
            if (!sameBits || Math.abs(value) > MAX_INTEGER) return false; // -0.0 and NaN fail the first
        }
        return true;
    }

    private void links(Batch batch) {
        content.varint(batch.links().size());
        for (LinkSample link : batch.links()) {
            reference(link.interfaceName());
            reference(link.localAddress());
            reference(link.peerAddress());
            optionalReference(link.peerId());
            content.varint(link.cost());
            content.varint(optional(link.rttMicros()));
        }
    }

    private void usage(Batch batch) {
        content.varint(batch.usage().size());
        for (UsageCounter counter : batch.usage()) {
            reference(counter.interfaceName());
            optionalReference(counter.peerId());
            content.fixed64(counter.counterEpoch());
            content.varint(counter.sentBytes());
            content.varint(counter.receivedBytes());
        }
    }

    private int indexOf(String text) {
        return dictionary.computeIfAbsent(text, _ -> dictionary.size());
    }

    private void reference(String text) {
        content.varint(indexOf(text));
    }

    private void optionalReference(@Nullable String text) {
        content.varint(text == null ? 0 : indexOf(text) + 1L);
    }

    private static long optional(@Nullable Integer value) {
        return value == null ? 0 : value + 1L;
    }

    private static void string(ByteSink body, String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            body.varint(bytes.length);
            body.bytes(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not Unicode text", e);
        }
    }
}

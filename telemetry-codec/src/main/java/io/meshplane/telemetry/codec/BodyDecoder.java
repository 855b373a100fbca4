package io.meshplane.telemetry.codec;

import io.meshplane.telemetry.codec.ByteSource.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a batch, after decompression. */
final class BodyDecoder {
    private final ByteSource body;
    private final Limits limits;
    private List<String> dictionary = List.of();

    private BodyDecoder(ByteSource body, Limits limits) {
        this.body = body;
        this.limits = limits;
    }

    static Batch decode(byte[] bytes, Limits limits) throws Malformed {
        try {
            return new BodyDecoder(new ByteSource(bytes), limits).batch();
        } catch (IllegalArgumentException e) { // a value outside the range that the model's records allow
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private Batch batch() throws Malformed {
        String nodeId = body.string(limits.maxStringBytes());
        long bootId = body.fixed64();
        long sequence = body.varint();
        long sentAtMs = body.zigzag();
        String agentVersion = body.string(limits.maxStringBytes());
        long uptimeSeconds = body.varint();
        Integer babelRoutes = optionalInt("babel routes");
        dictionary = dictionary();
        MetricBlock metrics = metrics();
        List<LinkSample> links = links();
        List<UsageCounter> usage = usage();
        body.end();
        return new Batch(
                nodeId, bootId, sequence, sentAtMs, agentVersion, uptimeSeconds, babelRoutes, metrics, links, usage);
    }

    private List<String> dictionary() throws Malformed {
        int count = body.count("strings", limits.maxStrings(), 1);
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) strings.add(body.string(limits.maxStringBytes()));
        return strings;
    }

    private MetricBlock metrics() throws Malformed {
        long[] times = times();
        int count = body.count("series", limits.maxSeries(), 3);
        if ((long) count * times.length > limits.maxValues()) {
            throw new Malformed(Decoded.Reason.TOO_LARGE, "more than " + limits.maxValues() + " values");
        }
        List<MetricBlock.Series> series = new ArrayList<>(count);
        for (int i = 0; i < count; i++) series.add(series(times.length));
        return new MetricBlock(times, series);
    }

    private long[] times() throws Malformed {
        long[] times = new long[body.count("times", limits.maxTimes(), 1)];
        long delta = 0;
        for (int i = 0; i < times.length; i++) {
            long read = body.zigzag();
            delta = i == 0 ? 0 : delta + read;
            times[i] = i == 0 ? read : times[i - 1] + delta;
        }
        return times;
    }

    private MetricBlock.Series series(int valueCount) throws Malformed {
        String name = reference();
        int labelCount = body.count("labels", limits.maxLabels(), 2);
        List<MetricBlock.Label> labels = new ArrayList<>(labelCount);
        for (int i = 0; i < labelCount; i++) labels.add(new MetricBlock.Label(reference(), reference()));
        int tag = body.u8();
        return new MetricBlock.Series(
                name,
                labels,
                switch (tag) {
                    case BodyEncoder.INTEGERS -> integers(valueCount);
                    case BodyEncoder.RAW_BITS -> rawBits(valueCount);
                    default -> throw new Malformed("unknown tag of a series: " + tag);
                });
    }

    private double[] integers(int count) throws Malformed {
        if (body.remaining() < count) throw new Malformed("cut off");
        double[] values = new double[count];
        long value = 0;
        for (int i = 0; i < count; i++) {
            value += body.zigzag();
            if (Math.abs(value) > BodyEncoder.MAX_INTEGER || value == Long.MIN_VALUE) {
                throw new Malformed("integer that a double cannot hold");
            }
            values[i] = value;
        }
        return values;
    }

    private double[] rawBits(int count) throws Malformed {
        if (body.remaining() < 8L * count) throw new Malformed("cut off");
        double[] values = new double[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits ^= body.fixed64();
            values[i] = Double.longBitsToDouble(bits);
        }
        return values;
    }

    private List<LinkSample> links() throws Malformed {
        int count = body.count("links", limits.maxLinks(), 6);
        List<LinkSample> links = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            links.add(new LinkSample(
                    reference(),
                    reference(),
                    reference(),
                    optionalReference(),
                    body.bounded("cost", LinkSample.DOWN),
                    optionalInt("rtt")));
        }
        return links;
    }

    private List<UsageCounter> usage() throws Malformed {
        int count = body.count("usage counters", limits.maxUsage(), 12);
        List<UsageCounter> usage = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            usage.add(new UsageCounter(reference(), optionalReference(), body.fixed64(), body.varint(), body.varint()));
        }
        return usage;
    }

    private String reference() throws Malformed {
        return entry(body.varint());
    }

    private @Nullable String optionalReference() throws Malformed {
        long reference = body.varint();
        return reference == 0 ? null : entry(reference - 1);
    }

    private String entry(long index) throws Malformed {
        if (index < 0 || index >= dictionary.size()) throw new Malformed("no such string in the dictionary");
        return dictionary.get((int) index);
    }

    private @Nullable Integer optionalInt(String what) throws Malformed {
        long value = body.varint();
        if (value < 0 || value > 1L + Integer.MAX_VALUE) throw new Malformed(what + " above 2^31-1");
        return value == 0 ? null : (Integer) (int) (value - 1);
    }
}

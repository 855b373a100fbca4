package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.Texts;
import io.meshplane.telemetry.metrics.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Codes what a message carries besides metrics and log lines. Written once for both directions, as all of the model. */
final class ContentCoder {
    private static final int MAX_NOTICES = 1024;
    static final int NODE = 7;
    static final int NODE_BYTES = 64;
    private static final int HEAD = 0;
    private static final int LINKS = 32;
    private static final int USAGE = 64;
    private static final int NOTICES = 96;
    private static final int TEXTS = 112;
    private static final int ROLES = 8;

    private record LinkKey(
            String interfaceName,
            String localAddress,
            String peerAddress,
            @Nullable String peerId) {}

    private record CounterKey(
            String interfaceName, @Nullable String peerId) {}

    /** What a message says of itself. */
    record Head(
            long sentAtMs,
            String agentVersion,
            long uptimeSeconds,
            @Nullable Integer babelRoutes) {}

    private final FieldCoder fields = new FieldCoder();
    private final Roster<LinkKey> links = new Roster<>(LINKS);
    private final Roster<CounterKey> counters = new Roster<>(USAGE);
    /** Three fields a thing: of a link cost and round-trip time, of a counter epoch, sent and received. */
    private final List<Field> linkFields = new ArrayList<>();

    private final List<Field> counterFields = new ArrayList<>();
    private final Field routes = new Field();
    private final String[] lastTexts = new String[ROLES];
    private final Limits limits;
    private @Nullable Texts texts;
    private long lastSentAtMs;
    private long lastUptimeSeconds;

    ContentCoder(Limits limits) {
        this.limits = limits;
        reset();
    }

    void reset() {
        fields.reset();
        links.reset();
        counters.reset();
        linkFields.clear();
        counterFields.clear();
        routes.last = 0;
        routes.series = 0;
        Arrays.fill(lastTexts, "");
        lastSentAtMs = 0;
        lastUptimeSeconds = 0;
    }

    /** Things that are remembered, used or not. */
    int remembered() {
        return links.size() + counters.size();
    }

    int sizeBytes() {
        return fields.sizeBytes() + 160 * links.size() + 160 * counters.size();
    }

    /**
     * Begins a message, whose metrics are coded.
     *
     * @param seriesCount series that the metrics know
     * @param latest newest value of a series
     */
    void begin(int seriesCount, IntToLongFunction latest) {
        fields.begin(seriesCount, latest);
        texts = null;
    }

    /** Ends a message: gives back what only that had a use for. */
    void end() {
        texts = null;
    }

    boolean flag(BitPort port, boolean value) {
        return fields.flag(port, value, HEAD + 15);
    }

    /** @param lastScrapeMs when the last scrape of the message was; null if it has none */
    Head head(BitPort port, @Nullable Head wanted, @Nullable Long lastScrapeMs) throws MalformedException {
        long from = lastScrapeMs == null ? lastSentAtMs : lastScrapeMs;
        long sentAtMs = from + fields.signed(port, wanted == null ? 0 : wanted.sentAtMs() - from, HEAD);
        long expected = lastUptimeSeconds + Math.floorDiv(sentAtMs - lastSentAtMs, 1000);
        long uptime = expected + fields.signed(port, wanted == null ? 0 : wanted.uptimeSeconds() - expected, HEAD + 1);
        lastSentAtMs = sentAtMs;
        lastUptimeSeconds = uptime;
        String version = text(port, wanted == null ? null : wanted.agentVersion(), 0, 64);
        Integer count = wanted == null ? null : wanted.babelRoutes();
        if (!fields.flag(port, count != null, HEAD + 2)) return new Head(sentAtMs, version, uptime, null);
        long read = fields.tracked(port, routes, count == null ? 0 : count, HEAD + 3);
        if (read < 0 || read > Integer.MAX_VALUE) throw new MalformedException("babel routes");
        return new Head(sentAtMs, version, uptime, (int) read);
    }

    List<LinkSample> links(BitPort port, List<LinkSample> wanted) throws MalformedException {
        int count = links.count(port, fields, wanted.size(), limits.maxLinks());
        List<LinkSample> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(link(port, i < wanted.size() ? wanted.get(i) : null));
            if (port.exhausted()) throw new MalformedException("cut off");
        }
        return read;
    }

    private LinkSample link(BitPort port, @Nullable LinkSample wanted) throws MalformedException {
        LinkKey key = wanted == null
                ? null
                : new LinkKey(wanted.interfaceName(), wanted.localAddress(), wanted.peerAddress(), wanted.peerId());
        int number = links.thing(port, fields, key, limits.maxLinks(), this::linkKey);
        while (linkFields.size() < 2 * links.size()) linkFields.add(new Field());
        LinkKey known = links.get(number);
        long cost = fields.tracked(port, linkFields.get(2 * number), wanted == null ? 0 : wanted.cost(), LINKS + 4);
        Integer rtt = wanted == null ? null : wanted.rttMicros();
        long micros = -1;
        if (fields.flag(port, rtt != null, LINKS + 8)) {
            micros = fields.tracked(port, linkFields.get(2 * number + 1), rtt == null ? 0 : rtt, LINKS + 9);
            if (micros < 0 || micros > Integer.MAX_VALUE) throw new MalformedException("rtt");
        }
        if (cost < 1 || cost > LinkSample.DOWN) throw new MalformedException("cost");
        return new LinkSample(
                known.interfaceName(),
                known.localAddress(),
                known.peerAddress(),
                known.peerId(),
                (int) cost,
                micros < 0 ? null : (Integer) (int) micros);
    }

    private LinkKey linkKey(BitPort port, @Nullable LinkKey wanted) throws MalformedException {
        return new LinkKey(
                text(port, wanted == null ? null : wanted.interfaceName(), 1, 15),
                text(port, wanted == null ? null : wanted.localAddress(), 2, 45),
                text(port, wanted == null ? null : wanted.peerAddress(), 3, 45),
                optionalText(port, wanted == null ? null : wanted.peerId(), 64));
    }

    List<UsageCounter> usage(BitPort port, List<UsageCounter> wanted) throws MalformedException {
        int count = counters.count(port, fields, wanted.size(), limits.maxUsage());
        List<UsageCounter> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(counter(port, i < wanted.size() ? wanted.get(i) : null));
            if (port.exhausted()) throw new MalformedException("cut off");
        }
        return read;
    }

    private UsageCounter counter(BitPort port, @Nullable UsageCounter wanted) throws MalformedException {
        CounterKey key = wanted == null ? null : new CounterKey(wanted.interfaceName(), wanted.peerId());
        int number = counters.thing(port, fields, key, limits.maxUsage(), this::counterKey);
        while (counterFields.size() < 3 * counters.size()) counterFields.add(new Field());
        CounterKey known = counters.get(number);
        return new UsageCounter(
                known.interfaceName(),
                known.peerId(),
                fields.tracked(
                        port, counterFields.get(3 * number), wanted == null ? 0 : wanted.counterEpoch(), USAGE + 4),
                fields.tracked(
                        port, counterFields.get(3 * number + 1), wanted == null ? 0 : wanted.sentBytes(), USAGE + 8),
                fields.tracked(
                        port,
                        counterFields.get(3 * number + 2),
                        wanted == null ? 0 : wanted.receivedBytes(),
                        USAGE + 12));
    }

    private CounterKey counterKey(BitPort port, @Nullable CounterKey wanted) throws MalformedException {
        String interfaceName = text(port, wanted == null ? null : wanted.interfaceName(), 1, 15);
        return new CounterKey(interfaceName, optionalText(port, wanted == null ? null : wanted.peerId(), 64));
    }

    /** @param lasting whether they say how long they lasted */
    List<Notice> notices(BitPort port, List<Notice> wanted, boolean lasting) throws MalformedException {
        int count = (int) Math.clamp(fields.natural(port, wanted.size(), NOTICES), -1, MAX_NOTICES + 1L);
        if (count < 0 || count > MAX_NOTICES) throw new MalformedException("more than " + MAX_NOTICES + " notices");
        List<Notice> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(notice(port, i < wanted.size() ? wanted.get(i) : null, lasting));
            if (port.exhausted()) throw new MalformedException("cut off");
        }
        return read;
    }

    private Notice notice(BitPort port, @Nullable Notice wanted, boolean lasting) throws MalformedException {
        long before = fields.signed(port, wanted == null ? 0 : lastSentAtMs - wanted.atMs(), NOTICES + 1);
        long lastedMs = lasting ? fields.natural(port, wanted == null ? 0 : wanted.lastedMs(), NOTICES + 2) : 0;
        String kind = text(port, wanted == null ? null : wanted.kind(), 5, Notice.KIND_BYTES);
        String text = text(port, wanted == null ? null : wanted.text(), 6, Notice.TEXT_BYTES);
        return new Notice(lastSentAtMs - before, lastedMs, kind, text);
    }

    private @Nullable String optionalText(BitPort port, @Nullable String wanted, int maxBytes)
            throws MalformedException {
        return fields.flag(port, wanted != null, HEAD + 7) ? text(port, wanted, 4, maxBytes) : null;
    }

    /** A text of a certain role: mostly like the one before. */
    String text(BitPort port, @Nullable String wanted, int role, int maxBytes) throws MalformedException {
        String last = lastTexts[role];
        if (fields.flag(port, wanted == null || wanted.equals(last), TEXTS + role)) return last;
        Texts coder = texts;
        if (coder == null) {
            coder = new Texts();
            texts = coder;
        }
        String read = coder.code(port, wanted, last, maxBytes);
        if (read == null) throw new MalformedException("text");
        lastTexts[role] = read;
        return read;
    }
}

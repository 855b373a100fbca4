package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.entropy.BitEncoder;
import io.meshplane.telemetry.logs.LogEncoder;
import io.meshplane.telemetry.metrics.MalformedException;
import io.meshplane.telemetry.metrics.MetricWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The sender's end of one lane. Each message builds on the one before, so messages go out in the order in which they were
 * written, each the same bytes until it is accepted. When the receiver lacks the state, or a message is given up, {@link #reset}
 * makes the next one self-contained. Not thread-safe.
 */
public final class ReportWriter {
    private static final int SLOT_BITS_FIELD = 5;
    private static final int FORGOTTEN_AT_LEAST = 1024;

    private final Lane lane;
    private final ContentCoder content = new ContentCoder(Limits.DEFAULT);
    private final BitEncoder out = new BitEncoder();
    private int slotBits;
    private MetricWriter metrics = new MetricWriter(1);
    private @Nullable LogEncoder logs;
    private boolean chained;
    private byte[] nodeId = new byte[0];
    private long bootId;
    private int lastChecksum;

    public ReportWriter(Lane lane) {
        this.lane = lane;
    }

    /** Forgets the chain: the next message will be self-contained. */
    public void reset() {
        chained = false;
    }

    /** Bytes of memory that the state takes, about. */
    public int sizeBytes() {
        LogEncoder known = logs;
        return metrics.sizeBytes() + content.sizeBytes() + (known == null ? 0 : known.stateBytes());
    }

    /**
     * The next message. Lossless to the bit, but for series that declare a step.
     *
     * @throws IllegalArgumentException if a string is not Unicode text (a lone surrogate) or a list is beyond all limits: a
     *     caller's bug. The chain is reset then
     */
    public byte[] write(Report report) {
        boolean continues = chained && bootId == report.bootId() && !outgrown(report);
        chained = false; // until the message is whole
        if (!continues || !new String(nodeId, StandardCharsets.UTF_8).equals(report.nodeId())) {
            begin(report);
            continues = false;
        }
        boolean lasting = report.notices().stream().anyMatch(notice -> notice.lastedMs() > 0);
        out.reset(Envelope.size(report.sequence(), continues));
        try {
            code(report, lasting, continues);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        content.end();
        byte[] message = out.finish();
        Envelope.write(message, lane, report.sequence(), lasting, continues, lastChecksum);
        int checksum = Envelope.checksum(message, continues, nodeId, bootId, lastChecksum);
        Envelope.seal(message, checksum);
        lastChecksum = checksum;
        chained = true;
        return message;
    }

    /** Whether the state remembers far more than is in use, or its table has become too small. */
    private boolean outgrown(Report report) {
        int columns = report.metrics().columns();
        int inUse = columns + report.links().size() + report.usage().size();
        int remembered = metrics.seriesCount() + content.remembered();
        return slotBits(columns) > slotBits || remembered > FORGOTTEN_AT_LEAST + 2 * inUse;
    }

    private static int slotBits(int columns) {
        return columns <= 64 ? 13 : columns <= 1024 ? 15 : 16;
    }

    private void begin(Report report) {
        int wanted = slotBits(report.metrics().columns());
        if (wanted == slotBits) metrics.reset();
        else metrics = new MetricWriter(wanted);
        slotBits = wanted;
        content.reset();
        logs = null;
        nodeId = report.nodeId().getBytes(StandardCharsets.UTF_8);
        bootId = report.bootId();
        lastChecksum = 0;
    }

    private void code(Report report, boolean lasting, boolean continues) throws MalformedException {
        content.begin(0, s -> 0);
        if (!continues) {
            out.encodeRaw(slotBits, SLOT_BITS_FIELD);
            content.text(out, report.nodeId(), ContentCoder.NODE, ContentCoder.NODE_BYTES);
            out.encodeRaw(bootId, Long.SIZE);
        }
        metrics.write(out, report.metrics());
        content.begin(metrics.seriesCount(), metrics::latest);
        int rows = report.metrics().rows();
        content.head(
                out,
                new ContentCoder.Head(
                        report.sentAtMs(), report.agentVersion(), report.uptimeSeconds(), report.babelRoutes()),
                rows == 0 ? null : (Long) report.metrics().timeMs(rows - 1));
        content.links(out, report.links());
        content.usage(out, report.usage());
        content.notices(out, report.notices(), lasting);
        if (!content.flag(out, report.lines().count() > 0)) return;
        LogEncoder encoder = logs;
        if (encoder == null) {
            encoder = new LogEncoder();
            logs = encoder;
        }
        encoder.encode(report.lines(), out);
    }
}

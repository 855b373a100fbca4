package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Decoded.Reason;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.logs.LogDecoder;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.MalformedException;
import io.meshplane.telemetry.metrics.MetricReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of one lane of one node. Total: it takes bytes from anybody, never throws, and spends no more than the
 * limits allow. Not thread-safe.
 */
public final class ReportReader {
    private static final int SLOT_BITS_FIELD = 5;
    private static final int MAX_SLOT_BITS = 16;
    private static final int MIN_SLOT_BITS = 8;

    private final Lane lane;
    private final Limits limits;
    private final ContentCoder content;
    private int slotBits;
    private @Nullable MetricReader metrics;
    private @Nullable LogDecoder logs;
    private boolean chained;
    private String nodeId = "";
    private long bootId;
    private long lastSequence;
    private int lastChecksum;

    public ReportReader(Lane lane, Limits limits) {
        this.lane = lane;
        this.limits = limits;
        content = new ContentCoder(limits);
    }

    /** Whether a chained message can be read. */
    public boolean hasState() {
        return chained;
    }

    /** Bytes of memory that the state takes, about. */
    public int sizeBytes() {
        MetricReader known = metrics;
        LogDecoder log = logs;
        return (known == null ? 0 : known.sizeBytes()) + content.sizeBytes() + (log == null ? 0 : log.stateBytes());
    }

    /**
     * Reads the next message.
     *
     * @param workspace of the calling thread; the report's table and lines are in it
     */
    public Received read(byte[] message, Workspace workspace) {
        if (message.length > limits.maxBatchBytes()) {
            return new Received.Refused(Reason.TOO_LARGE, "message larger than " + limits.maxBatchBytes() + " bytes");
        }
        Envelope envelope = Envelope.of(message);
        if (envelope == null)
            return new Received.Refused(Reason.NOT_A_BATCH, "no message of version 2 begins like this");
        if (envelope.lane() != lane) return new Received.Refused(Reason.MALFORMED, "another lane: " + envelope.lane());
        if (chained && envelope.sequence() == lastSequence && envelope.checksum() == lastChecksum) {
            return new Received.Repeated(lastSequence);
        }
        if (envelope.chained() && (!chained || envelope.state() != (lastChecksum & 0xFFFF)))
            return new Received.StateMissing();
        byte[] node = nodeId.getBytes(StandardCharsets.UTF_8);
        int checksum = Envelope.checksum(message, envelope.chained(), node, bootId, lastChecksum);
        if (checksum != envelope.checksum()) return new Received.Refused(Reason.DAMAGED, "checksum does not match");
        return decode(message, envelope, workspace);
    }

    private Received decode(byte[] message, Envelope envelope, Workspace workspace) {
        BitDecoder in = workspace.in;
        chained = false; // until the message is read to its end
        in.reset(message, envelope.contentAt(), message.length);
        try {
            Report report = code(envelope, workspace);
            if (in.exhausted()) throw new MalformedException("cut off");
            chained = true;
            lastSequence = envelope.sequence();
            lastChecksum = envelope.checksum();
            return new Received.Accepted(report);
        } catch (MalformedException | IllegalArgumentException e) { // the latter from records that check their ranges
            return new Received.Refused(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } finally {
            content.end();
        }
    }

    private Report code(Envelope envelope, Workspace workspace) throws MalformedException {
        BitDecoder in = workspace.in;
        MetricTable table = workspace.table;
        if (!envelope.chained()) begin(in);
        MetricReader reader = metrics;
        if (reader == null) throw new MalformedException("no chain");
        workspace.touched = reader.touch();
        reader.read(in, workspace.cells, table);
        content.begin(reader.seriesCount(), reader::latest);
        int rows = table.rows();
        ContentCoder.Head head = content.head(in, null, rows == 0 ? null : (Long) table.timeMs(rows - 1));
        return new Report(
                nodeId,
                bootId,
                envelope.sequence(),
                head.sentAtMs(),
                head.agentVersion(),
                head.uptimeSeconds(),
                head.babelRoutes(),
                table,
                content.links(in, List.of()),
                content.usage(in, List.of()),
                content.notices(in, List.of(), envelope.lasting()),
                lines(in, workspace.lines));
    }

    private void begin(BitDecoder in) throws MalformedException {
        content.reset();
        content.begin(0, s -> 0);
        int bits = (int) in.decodeRaw(SLOT_BITS_FIELD);
        if (bits < MIN_SLOT_BITS || bits > MAX_SLOT_BITS) throw new MalformedException("size of the model");
        nodeId = content.text(in, null, ContentCoder.NODE, ContentCoder.NODE_BYTES);
        bootId = in.decodeRaw(Long.SIZE);
        logs = null;
        MetricReader known = metrics;
        if (known != null && bits == slotBits) known.reset();
        else metrics = new MetricReader(bits, limits);
        slotBits = bits;
    }

    private LogLines lines(BitDecoder in, LogLines lines) throws MalformedException {
        lines.clear();
        if (!content.flag(in, false)) return lines;
        LogDecoder decoder = logs;
        if (decoder == null) {
            decoder = new LogDecoder();
            logs = decoder;
        }
        if (!decoder.decode(in, limits.maxStrings(), limits.maxBodyBytes(), lines))
            throw new MalformedException("log lines");
        return lines;
    }
}

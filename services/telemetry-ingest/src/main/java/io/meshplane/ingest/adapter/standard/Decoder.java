package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.adapter.standard.body.OpenedBody;
import io.meshplane.ingest.adapter.standard.otlp.OtlpJson;
import io.meshplane.ingest.adapter.standard.otlp.OtlpLogs;
import io.meshplane.ingest.adapter.standard.otlp.OtlpMetrics;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite1;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite2;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.platform.http.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Everything one thread needs to read requests of standard senders, used for one after the other. What a large request needs beyond
 * what is here for good is taken from the budget that all share, and given back by {@link #clear}.
 */
final class Decoder {
    /** JSON is transcoded: what that may need is taken before. A list of digits becomes four times as long. */
    private static final int JSON_GROWTH = 4;

    private static final int JSON_BYTES_FREE = 64 << 10;

    private final Budget budget;
    private final int maxBodyBytes;
    private final OpenedBody body;
    private final OtlpJson json;
    private final OtlpMetrics metrics;
    private final OtlpLogs logs = new OtlpLogs();
    private final RemoteWrite1 write1;
    private final RemoteWrite2 write2;
    private final SampleColumns samples;
    private final LogText lines;
    private long takenBytes;

    Decoder(SampleLimits limits, int maxBodyBytes, int maxLines, int seed, Budget budget) {
        this.budget = budget;
        this.maxBodyBytes = maxBodyBytes;
        this.body = new OpenedBody(maxBodyBytes, this::take);
        this.json = new OtlpJson(maxBodyBytes);
        this.metrics = new OtlpMetrics(limits, seed, this::take);
        this.write1 = new RemoteWrite1(limits, seed, this::take);
        this.write2 = new RemoteWrite2(limits, seed, this::take);
        this.samples = new SampleColumns(limits, seed, this::take);
        this.lines = new LogText(limits.maxTextBytes(), maxLines, this::take);
    }

    private boolean take(long sizeBytes) {
        if (!budget.take(sizeBytes)) return false;
        takenBytes += sizeBytes;
        return true;
    }

    /** Reads OTLP metrics; null = taken, but for {@link #rejected}. */
    @Nullable Refusal otlpMetrics(byte[] bytes, Coding coding, boolean isJson) {
        Refusal refusal = body.open(bytes, coding);
        if (refusal == null && isJson) refusal = transcoded(false);
        if (refusal != null) return refusal;
        return isJson
                ? metrics.read(json.bytes(), json.length(), samples)
                : metrics.read(body.bytes(), body.length(), samples);
    }

    /** Reads OTLP logs; null = taken, but for {@link #rejectedLines}. */
    @Nullable Refusal otlpLogs(byte[] bytes, Coding coding, boolean isJson) {
        Refusal refusal = body.open(bytes, coding);
        if (refusal == null && isJson) refusal = transcoded(true);
        if (refusal != null) return refusal;
        return isJson ? logs.read(json.bytes(), json.length(), lines) : logs.read(body.bytes(), body.length(), lines);
    }

    private @Nullable Refusal transcoded(boolean areLogs) {
        if (body.length() > maxBodyBytes / JSON_GROWTH) {
            return Refusal.tooLarge("JSON larger than " + maxBodyBytes / JSON_GROWTH + " bytes: send protobuf");
        }
        if (body.length() > JSON_BYTES_FREE && !take((long) JSON_GROWTH * body.length())) {
            return new Refusal(Refusal.Reason.BUSY, "the memory for requests is in use");
        }
        return areLogs ? json.logs(body.bytes(), body.length()) : json.metrics(body.bytes(), body.length());
    }

    /** Reads a remote-write request; null = taken, but for {@link #histograms}. */
    @Nullable Refusal remoteWrite(byte[] bytes, Coding coding, boolean isVersion2) {
        Refusal refusal = body.open(bytes, coding);
        if (refusal != null) return refusal;
        return isVersion2
                ? write2.read(body.bytes(), body.length(), samples)
                : write1.read(body.bytes(), body.length(), samples);
    }

    /** Points of OTLP that were not taken. */
    OtlpMetrics rejected() {
        return metrics;
    }

    /** Log records of OTLP that were not taken. */
    OtlpLogs rejectedLines() {
        return logs;
    }

    /** Native histograms of remote-write that were passed over. */
    long histograms(boolean isVersion2) {
        return isVersion2 ? write2.histograms() : write1.histograms();
    }

    SampleColumns samples() {
        return samples;
    }

    LogText lines() {
        return lines;
    }

    /** Forgets the request and gives back what it took. */
    void clear() {
        body.clear();
        json.clear();
        metrics.release();
        write1.release();
        write2.release();
        samples.clear();
        lines.clear();
        budget.giveBack(takenBytes);
        takenBytes = 0;
    }
}

package io.meshplane.ingest;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.ingest.adapter.kafka.SeriesTexts;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.ReportReader;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one lane of one node from upload to upload. The state moves on when an upload is decoded, not when Kafka has
 * acknowledged it: its record is kept until then, so that the same bytes, when they come again, need no second decoding.
 */
final class Chain {
    /** Objects that the parts do not count, about. */
    private static final int BASE_BYTES = 8 << 10;

    final ReportReader reader;
    final SeriesTexts texts = new SeriesTexts();
    private @Nullable Unacknowledged unacknowledged;
    private long bootId;

    Chain(Lane lane, Limits limits) {
        this.reader = new ReportReader(lane, limits);
    }

    /** A record that may or may not be on Kafka. */
    record Unacknowledged(UploadHeaders number, byte[] upload) {}

    /** The boot whose messages this chain reads; without meaning while the reader has no state. */
    long bootId() {
        return bootId;
    }

    void reads(long boot) {
        bootId = boot;
    }

    @Nullable Unacknowledged unacknowledged() {
        return unacknowledged;
    }

    void awaits(@Nullable Unacknowledged upload) {
        unacknowledged = upload;
    }

    /** Bytes of memory, about. */
    int sizeBytes() {
        Unacknowledged upload = unacknowledged;
        int waiting = upload == null ? 0 : upload.upload().length;
        return BASE_BYTES + reader.sizeBytes() + texts.sizeBytes() + waiting;
    }
}

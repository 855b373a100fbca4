package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.adapter.kafka.SampleRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.adapter.kafka.UploadRecordWriter;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.platform.http.Budget;
import io.meshplane.testkit.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each way in of standard senders, and each coding: only good records come out, and all memory is given back. */
class SendersFuzzTest {
    private static final SampleLimits LIMITS = new SampleLimits(500, 16, 128, 512, 64 << 10, 2_000);
    private static final int BUDGET = 2 << 20;
    private static final byte[] METRICS = FuzzBodies.metrics().toByteArray();
    private static final byte[] LOGS = FuzzBodies.logs().toByteArray();

    private final Budget budget = new Budget("budget", BUDGET);
    private final Decoder decoder = new Decoder(LIMITS, 256 << 10, 500, 7, budget);
    private final UploadRecordWriter writer = new UploadRecordWriter(256 << 10);
    private final UploadReader reader = new UploadReader();
    private final UploadHead head = UploadHead.standard("n", "home", UploadDoor.UPLOAD_DOOR_OTLP, 1);

    /** Puts a body in at one door. */
    private interface Door {
        @Nullable Refusal take(byte[] body);
    }

    private void mustStand(String name, byte[] good, Door door) {
        Fuzz.mustStand(name, List.of(good), body -> {
            Refusal refusal = door.take(body);
            int samples = decoder.samples().sampleCount();
            int lines = decoder.lines().count();
            if (refusal == null) checkRecord();
            assertThat(budget.taken()).isLessThanOrEqualTo(BUDGET);
            decoder.clear();
            assertThat(budget.taken()).isZero();
            return refusal == null
                    ? Fuzz.answer("taken", samples, lines)
                    : Fuzz.answer(refusal.reason() + refusal.detail());
        });
    }

    private void checkRecord() throws Exception {
        decoder.samples().arrange();
        byte[] record = SampleRecords.write(writer, head, decoder.samples(), decoder.lines());
        if (record == null) return;
        assertThat(UploadAccepted.parseFrom(record).getNodeId()).isEqualTo("n"); // so every text is UTF-8
        assertThat(reader.open(record)).isTrue();
        int values = 0;
        while (reader.nextSeries()) values += reader.size();
        assertThat(reader.isDamaged()).isFalse();
        assertThat(values).isEqualTo(decoder.samples().sampleCount());
    }

    @Test
    void standsOtlpMetrics() {
        mustStand("OTLP metrics", METRICS, body -> decoder.otlpMetrics(body, Coding.IDENTITY, false));
    }

    @Test
    void standsOtlpLogs() {
        mustStand("OTLP logs", LOGS, body -> decoder.otlpLogs(body, Coding.IDENTITY, false));
    }

    @Test
    void standsOtlpJson() {
        byte[] metrics = FuzzBodies.METRICS_JSON.getBytes(StandardCharsets.UTF_8);
        byte[] logs = FuzzBodies.LOGS_JSON.getBytes(StandardCharsets.UTF_8);

        mustStand("OTLP metrics, JSON", metrics, body -> decoder.otlpMetrics(body, Coding.IDENTITY, true));
        mustStand("OTLP logs, JSON", logs, body -> decoder.otlpLogs(body, Coding.IDENTITY, true));
    }

    @Test
    void standsRemoteWrite() {
        byte[] version1 = FuzzBodies.write1().toByteArray();
        byte[] version2 = GatewayData.asVersion2(FuzzBodies.write1()).toByteArray();

        mustStand("remote-write 1", version1, body -> decoder.remoteWrite(body, Coding.IDENTITY, false));
        mustStand("remote-write 2", version2, body -> decoder.remoteWrite(body, Coding.IDENTITY, true));
    }

    @Test
    void standsCodings() {
        for (Coding coding : new Coding[] {Coding.GZIP, Coding.ZSTD, Coding.SNAPPY}) {
            mustStand(
                    coding.name().toLowerCase(Locale.ROOT),
                    Codings.encode(METRICS, coding),
                    body -> decoder.otlpMetrics(body, coding, false));
        }
    }
}

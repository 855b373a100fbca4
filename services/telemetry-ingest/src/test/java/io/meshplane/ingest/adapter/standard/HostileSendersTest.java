package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.adapter.kafka.SampleRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.adapter.kafka.UploadRecordWriter;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.wire.ProtoBytes;
import io.meshplane.platform.http.Budget;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Damaged and invented bodies at every door: never an exception, never over the memory, and only good records come out. */
class HostileSendersTest {
    private static final int CASES = Integer.getInteger("meshplane.fuzz.cases", 100_000);
    private static final long SEED = Long.getLong("meshplane.fuzz.seed", System.nanoTime());
    private static final SampleLimits LIMITS = new SampleLimits(500, 16, 128, 512, 64 << 10, 2_000);
    private static final int BUDGET = 2 << 20;

    private final Random random = new Random(SEED);
    private final Budget budget = new Budget("budget", BUDGET);
    private final Decoder decoder = new Decoder(LIMITS, 256 << 10, 500, 7, budget);
    private final UploadRecordWriter writer = new UploadRecordWriter(256 << 10);
    private final UploadReader reader = new UploadReader();
    private final UploadHead head = UploadHead.standard("n", "home", UploadDoor.UPLOAD_DOOR_OTLP, 1);

    /** Puts a body in at one door. */
    private interface Door {
        @Nullable Refusal take(byte[] body);
    }

    private static final byte[] METRICS =
            head(new GatewayData(5).otlp().getResourceMetrics(0).toByteArray(), 0x0a);
    private static final byte[] WRITE =
            Arrays.copyOf(new GatewayData(5).remoteWrite1().toByteArray(), 6_000);

    private static byte[] head(byte[] message, int tag) {
        ProtoBytes bytes = new ProtoBytes(64, 1 << 20);
        bytes.field(tag, message, 0, message.length);
        return Arrays.copyOf(bytes.bytes(), bytes.size());
    }

    private void attack(byte[] good, int cases, Door door) {
        int refused = 0;
        for (int i = 0; i < cases; i++) {
            byte[] body = damaged(good);
            try {
                Refusal refusal = door.take(body);
                if (refusal != null) refused++;
                else checkRecord();
            } catch (RuntimeException | InvalidProtocolBufferException e) {
                throw new AssertionError("seed " + SEED + " case " + i, e);
            }
            assertThat(budget.taken()).isLessThanOrEqualTo(BUDGET);
            decoder.clear();
            assertThat(budget.taken()).isZero();
        }
        assertThat(refused).as("seed %d", SEED).isGreaterThan(0);
    }

    private void checkRecord() throws InvalidProtocolBufferException {
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

    private byte[] damaged(byte[] good) {
        byte[] body = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 1)) : good.clone();
        int flips = random.nextInt(6);
        for (int i = 0; i < flips && body.length > 0; i++) {
            int at = random.nextInt(body.length);
            body[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (body[at] ^ (1 << random.nextInt(8)));
        }
        if (random.nextInt(8) == 0 && body.length > 20) splice(body);
        return body;
    }

    private void splice(byte[] body) {
        int length = random.nextInt(body.length / 2);
        System.arraycopy(
                body, random.nextInt(body.length - length), body, random.nextInt(body.length - length), length);
    }

    @Test
    void standsDamagedOtlpMetrics() {
        attack(METRICS, CASES / 5, body -> decoder.otlpMetrics(body, Coding.IDENTITY, false));
    }

    @Test
    void standsDamagedOtlpLogs() {
        LogRecord record = LogRecord.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_000L)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                .setBody(AnyValue.newBuilder().setStringValue("route to fd00::1 via wg33 metric 15"))
                .addAttributes(GatewayData.text("interface", "wg33"))
                .build();
        byte[] logs = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(
                                ScopeLogs.newBuilder().addLogRecords(record).addLogRecords(record)))
                .build()
                .toByteArray();

        attack(logs, CASES / 5, body -> decoder.otlpLogs(body, Coding.IDENTITY, false));
    }

    @Test
    void standsDamagedJson() {
        byte[] json =
                GatewayJson.of(new GatewayData(5).otlp()).substring(0, 20_000).getBytes(StandardCharsets.UTF_8);
        byte[] whole =
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{\"asDouble\":1.5,\"timeUnixNano\":\"5000000\"}]}}]}]}]}"
                        .getBytes(StandardCharsets.UTF_8);

        attack(json, CASES / 50, body -> decoder.otlpMetrics(body, Coding.IDENTITY, true));
        attack(whole, CASES / 10, body -> decoder.otlpMetrics(body, Coding.IDENTITY, true));
    }

    @Test
    void standsDamagedRemoteWrite() {
        attack(
                WRITE,
                CASES / 5,
                body -> decoder.remoteWrite(Codings.encode(body, Coding.SNAPPY), Coding.SNAPPY, false));
        byte[] version2 =
                GatewayData.asVersion2(new GatewayData(5).remoteWrite1()).toByteArray();
        attack(
                Arrays.copyOf(version2, 8_000),
                CASES / 5,
                body -> decoder.remoteWrite(Codings.encode(body, Coding.SNAPPY), Coding.SNAPPY, true));
    }

    @Test
    void standsDamagedCodings() {
        for (Coding coding : new Coding[] {Coding.GZIP, Coding.ZSTD}) {
            byte[] body = Codings.encode(METRICS, coding);
            attack(body, CASES / 20, damaged -> decoder.otlpMetrics(damaged, coding, false));
        }
        byte[] body = Codings.encode(WRITE, Coding.SNAPPY);
        attack(body, CASES / 20, damaged -> decoder.remoteWrite(damaged, Coding.SNAPPY, false));
    }

    @Test
    void standsDamagedRecords() {
        byte[] good = goodRecord();
        for (int i = 0; i < CASES / 5; i++) {
            byte[] record = damaged(good);
            try {
                reader.open(record);
                while (reader.nextSeries()) assertThat(reader.size()).isGreaterThanOrEqualTo(0);
                while (reader.nextLogLine()) assertThat(reader.lineEnd()).isLessThanOrEqualTo(record.length);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " case " + i, e);
            }
        }
    }

    private byte[] goodRecord() {
        Decoder roomy = new Decoder(
                new SampleLimits(5_000, 16, 128, 512, 64 << 10, 5_000), 1 << 20, 500, 7, new Budget("b", 8 << 20));
        assertThat(roomy.otlpMetrics(METRICS, Coding.IDENTITY, false)).isNull();
        return Recorded.record(roomy.samples(), roomy.lines());
    }
}

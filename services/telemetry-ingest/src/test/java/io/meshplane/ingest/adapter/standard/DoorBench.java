package io.meshplane.ingest.adapter.standard;

import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.adapter.kafka.SampleRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.adapter.kafka.UploadRecordWriter;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.adapter.standard.body.OpenedBody;
import io.meshplane.ingest.adapter.standard.otlp.OtlpMetrics;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite1;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite2;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.prometheus.v1.WriteRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Prints what it costs to make a record of a gateway's minute, from the compressed body on; not a test. */
final class DoorBench {
    private static final SampleLimits LIMITS = new SampleLimits(20_000, 64, 512, 4096, 900 << 10, 100_000);
    private static final int ROUNDS = 6;
    private static final int REQUESTS = 400;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Reads a plain body. */
    private interface Door {
        @Nullable Refusal read(byte[] body, int length, SampleColumns into);
    }

    public static void main(String[] args) {
        byte[] otlp = new GatewayData(1).otlp().toByteArray();
        WriteRequest written = new GatewayData(1).remoteWrite1();
        byte[] version2 = GatewayData.asVersion2(written).toByteArray();
        OtlpMetrics metrics = new OtlpMetrics(LIMITS, 7, size -> true);
        RemoteWrite1 write1 = new RemoteWrite1(LIMITS, 7, size -> true);
        RemoteWrite2 write2 = new RemoteWrite2(LIMITS, 7, size -> true);
        for (int round = 0; round < ROUNDS; round++) {
            for (Coding coding : new Coding[] {Coding.IDENTITY, Coding.ZSTD, Coding.GZIP}) {
                measure("otlp", otlp, coding, metrics::read);
            }
            measure("remote-write 1", written.toByteArray(), Coding.SNAPPY, write1::read);
            measure("remote-write 1", written.toByteArray(), Coding.ZSTD, write1::read);
            measure("remote-write 2", version2, Coding.SNAPPY, write2::read);
        }
    }

    private static void measure(String name, byte[] plain, Coding coding, Door door) {
        byte[] body = Codings.encode(plain, coding);
        OpenedBody opened = new OpenedBody(16 << 20, size -> true);
        SampleColumns columns = new SampleColumns(LIMITS, 7, size -> true);
        LogText lines = new LogText(1, 1, size -> true);
        UploadRecordWriter writer = new UploadRecordWriter(960 << 10);
        UploadHead head = UploadHead.standard("node", "home", UploadDoor.UPLOAD_DOOR_OTLP, 1);
        long values = 0;
        long recordBytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < REQUESTS; i++) {
            if (opened.open(body, coding) != null) throw new IllegalStateException("not opened");
            Refusal refusal = door.read(opened.bytes(), opened.length(), columns);
            if (refusal != null) throw new IllegalStateException(refusal.toString());
            columns.arrange();
            byte[] record = SampleRecords.write(writer, head, columns, lines);
            if (record == null) throw new IllegalStateException("too large");
            values += columns.sampleCount();
            recordBytes += record.length;
            columns.clear();
        }
        double nanos = (double) (THREADS.getCurrentThreadCpuTime() - start) / values;
        System.out.printf(
                "%-15s %-8s body %6.2f B/value  record %5.2f B/value  %6.0f ns/value  %5.2f M values/CPU s%n",
                name,
                coding,
                (double) body.length * REQUESTS / values,
                (double) recordBytes / values,
                nanos,
                1000 / nanos);
    }

    private DoorBench() {}
}

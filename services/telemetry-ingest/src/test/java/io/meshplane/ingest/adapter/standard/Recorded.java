package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.adapter.kafka.SampleRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.adapter.kafka.UploadRecordWriter;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a record holds, as a test compares it: values under {@code name{label="value",…}}. */
final class Recorded {
    /** One value; a double by its bits. */
    record Point(long timeMs, boolean isCount, long bits) {
        static Point count(long timeMs, long count) {
            return new Point(timeMs, true, count);
        }

        static Point number(long timeMs, double value) {
            return new Point(timeMs, false, Double.doubleToRawLongBits(value));
        }
    }

    private static final UploadHead HEAD =
            UploadHead.standard("node", "home", UploadDoor.UPLOAD_DOOR_OTLP, 1_700_000_000_000L);

    static byte[] record(SampleColumns samples, LogText lines) {
        samples.arrange();
        byte[] record = SampleRecords.write(new UploadRecordWriter(960 << 10), HEAD, samples, lines);
        return Objects.requireNonNull(record, "larger than a record may be");
    }

    static LogText noLines() {
        return new LogText(1, 1, size -> true);
    }

    /** All series, each in the order of its times. Checks that the record is what protobuf itself would write. */
    static Map<String, List<Point>> series(byte[] record) {
        assertIsCanonical(record);
        Map<String, List<Point>> found = new TreeMap<>();
        UploadReader reader = new UploadReader();
        assertThat(reader.open(record)).isTrue();
        while (reader.nextSeries()) {
            List<Point> points = found.computeIfAbsent(name(reader), name -> new ArrayList<>());
            for (int i = 0; i < reader.size(); i++) {
                points.add(new Point(reader.timeMs(i), reader.isCount(), reader.bits(i)));
            }
        }
        assertThat(reader.isDamaged()).isFalse();
        return found;
    }

    private static String name(UploadReader reader) {
        StringBuilder name = new StringBuilder(reader.textAt(reader.name())).append('{');
        for (int i = 0; i < reader.labelLength(); i += 2) {
            if (i > 0) name.append(',');
            name.append(reader.textAt(reader.labels()[i])).append("=\"");
            name.append(reader.textAt(reader.labels()[i + 1])).append('"');
        }
        return name.append('}').toString();
    }

    private static void assertIsCanonical(byte[] record) {
        try {
            assertThat(UploadAccepted.parseFrom(record).toByteArray()).isEqualTo(record);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no UploadAccepted", e);
        }
    }

    static List<String> lines(byte[] record) {
        assertIsCanonical(record);
        List<String> lines = new ArrayList<>();
        UploadReader reader = new UploadReader();
        assertThat(reader.open(record)).isTrue();
        while (reader.nextLogLine()) {
            lines.add(new String(
                    record, reader.lineStart(), reader.lineEnd() - reader.lineStart(), StandardCharsets.UTF_8));
        }
        return lines;
    }

    private Recorded() {}
}

package io.meshplane.bench.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.bench.telemetry.size.NativeFormat;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

class UploadsTest {
    private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
    private static final Workload SMALL = new Workload(2, 2, 3, 4, 6, 1, Optional.empty(), END);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void everyDoorGetsTheSameValues(Door door) throws Exception {
        boolean clients = door == Door.NATIVE_CLIENT;
        try (Uploads uploads = Uploads.make(SMALL, door, folder)) {
            assertThat(uploads.spool().nodeCount()).isEqualTo(clients ? 3 : 2);
            assertThat(uploads.nodes()).hasSize(clients ? 3 : 2);
            assertThat(uploads.spool().minutes()).isEqualTo(clients ? 6 : 4);
            assertThat(uploads.spool().values(0, 4)).isEqualTo(clients ? 3 * 960 : 2 * 10_080);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asManyMinutesOfAClientAreCountedAsOfAGateway(Door door) {
        boolean clients = door == Door.NATIVE_CLIENT;

        assertThat(SMALL.warmUpMinutes(door)).isEqualTo(clients ? 4 : 2);
    }

    @Test
    void theLastScrapeIsNow() throws Exception {
        ReportReader reader = NativeFormat.reader();
        Workspace workspace = new Workspace();
        try (Uploads uploads = Uploads.make(SMALL, Door.NATIVE, folder)) {
            for (int minute = 0; minute < 4; minute++) {
                Received received = reader.read(uploads.spool().body(1, minute), workspace);

                assertThat(received).isInstanceOf(Received.Accepted.class);
                if (minute < 3 || !(received instanceof Received.Accepted accepted)) continue;
                assertThat(accepted.report().nodeId())
                        .isEqualTo(uploads.nodes().getLast().id().value());
                assertThat(accepted.report().metrics().timeMs(5)).isEqualTo(END.toEpochMilli());
            }
        }
    }

    @Test
    void remoteWriteIsSnappyWithTheNodesName() throws Exception {
        try (Uploads uploads = Uploads.make(SMALL, Door.REMOTE_WRITE_1, folder)) {
            assertThat(Snappy.uncompressString(uploads.spool().body(1, 0))).contains("gw-1");
        }
    }
}

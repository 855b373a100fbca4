package io.meshplane.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.adapter.kafka.ReportRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Workspace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a chain says that it takes is what the heap gives for it: else the bound over all chains bounds nothing. */
class ChainMemoryTest {
    private static final int NODES = 24;
    private static final int MINUTES = 10;

    @ParameterizedTest(name = "{0}, logs {1}")
    @CsvSource({
        "gateway, true, 640",
        "gateway, false, 320",
        "relay, true, 400",
        "client, true, 320",
        "client, false, 64"
    })
    void aChainTakesAboutWhatItSays(String role, boolean logs, int mostKib) {
        ReportRecords records = new ReportRecords(960 << 10);
        Workspace workspace = new Workspace();
        List<List<byte[]>> sent = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) sent.add(RouterMinutes.messages(role, seed, MINUTES, logs));
        take(new Chain(Lane.LIVE, UploadFlow.LIMITS), sent.getFirst(), workspace, records);
        List<Chain> chains = new ArrayList<>();
        long before = heldBytes();

        for (int i = 0; i < NODES; i++) {
            Chain chain = new Chain(Lane.LIVE, UploadFlow.LIMITS);
            take(chain, sent.get(i % sent.size()), workspace, records);
            chains.add(chain);
        }

        double heldEach = (double) (heldBytes() - before) / NODES;
        double saidEach = chains.stream().mapToInt(Chain::sizeBytes).average().orElseThrow();
        assertThat(saidEach / heldEach).as("said by held").isBetween(0.9, 1.3);
        assertThat(heldEach).isLessThan(mostKib * 1024.0);
    }

    private static void take(Chain chain, List<byte[]> messages, Workspace workspace, ReportRecords records) {
        for (byte[] message : messages) {
            Received received = chain.reader.read(message, workspace);
            assertThat(received).isInstanceOf(Received.Accepted.class);
            UploadHead head = UploadHead.standard("n", "home", UploadDoor.UPLOAD_DOOR_NATIVE, 1);
            records.write(head, ((Received.Accepted) received).report(), chain.texts);
        }
    }

    private static long heldBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

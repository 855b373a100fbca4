package io.meshplane.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Workspace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainsTest {
    private static final int NODES = 40;
    private static final long MAX_BYTES = 512 << 10;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Chains chains = new Chains(MAX_BYTES, meters);
    private final Workspace workspace = new Workspace();
    private final List<byte[]> first = RouterMinutes.messages("client", 1, 3, false);

    @Test
    void theStatesOfManyNodesKeepWithinTheBoundAndThoseUsedLatestStay() {
        for (int node = 0; node < NODES; node++) {
            assertThat(upload(node, 0)).isInstanceOf(Received.Accepted.class);
            assertThat(chains.sizeBytes()).isPositive().isLessThanOrEqualTo(MAX_BYTES);
        }

        List<Integer> kept = new ArrayList<>();
        for (int node = NODES - 1; node >= 0; node--) if (upload(node, 1) instanceof Received.Accepted) kept.add(node);
        int expected = (int) chains.count();
        assertThat(meters.get("ingest.chains.dropped").counter().count()).isEqualTo(NODES - expected);
        assertThat(kept)
                .hasSize(expected)
                .hasSizeBetween(8, 14)
                .contains(NODES - 1)
                .doesNotContain(0);
    }

    @Test
    void aNodeWhoseStateIsGoneBeginsAnewWithASelfContainedUpload() {
        for (int node = 0; node < NODES; node++) upload(node, 0);

        assertThat(upload(0, 1)).isInstanceOf(Received.StateMissing.class);
        assertThat(upload(0, 0)).isInstanceOf(Received.Accepted.class);
        assertThat(upload(0, 1)).isInstanceOf(Received.Accepted.class);
    }

    private Received upload(int node, int minute) {
        NodeId id = new NodeId("n" + "a".repeat(24) + (char) ('a' + node / 26) + (char) ('a' + node % 26));
        Chain chain = requireNonNull(chains.take(id, Lane.LIVE, UploadFlow.LIMITS));
        try {
            return chain.reader.read(first.get(minute), workspace);
        } finally {
            chains.giveBack(id, Lane.LIVE);
        }
    }
}

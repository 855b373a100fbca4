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

    @Test
    void whoHasAChainHasItAlone() {
        Chains.Place place = take(id(0));

        assertThat(chains.take(id(0), Lane.LIVE, UploadFlow.LIMITS)).isNull();
        assertThat(chains.take(id(0), Lane.BACKLOG, UploadFlow.LIMITS)).isNotNull();

        chains.giveBack(place);
        assertThat(chains.take(id(0), Lane.LIVE, UploadFlow.LIMITS)).isNotNull();
    }

    @Test
    void aChainThatIsAtWorkIsNotDroppedForWantOfMemory() {
        upload(0, 0);
        Chains.Place place = take(id(0));
        for (int node = 1; node < NODES; node++) upload(node, 0);

        assertThat(meters.get("ingest.chains.dropped").counter().count()).isPositive();
        assertThat(chains.take(id(0), Lane.LIVE, UploadFlow.LIMITS)).isNull();
        assertThat(place.chain.reader.read(first.get(1), workspace)).isInstanceOf(Received.Accepted.class);
    }

    @Test
    void aChainThatWasReadFromAnothersBytesIsForgotten() {
        upload(0, 0);
        Chains.Place place = take(id(0));
        chains.forget(place);
        chains.giveBack(place);

        assertThat(chains.count()).isZero();
        assertThat(chains.sizeBytes()).isZero();
        assertThat(upload(0, 1)).isInstanceOf(Received.StateMissing.class);
    }

    private Chains.Place take(NodeId id) {
        return requireNonNull(chains.take(id, Lane.LIVE, UploadFlow.LIMITS));
    }

    private static NodeId id(int node) {
        return new NodeId("n" + "a".repeat(24) + (char) ('a' + node / 26) + (char) ('a' + node % 26));
    }

    private Received upload(int node, int minute) {
        Chains.Place place = take(id(node));
        try {
            return place.chain.reader.read(first.get(minute), workspace);
        } finally {
            chains.giveBack(place);
        }
    }
}

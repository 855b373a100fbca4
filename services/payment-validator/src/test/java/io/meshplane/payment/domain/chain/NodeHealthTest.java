package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeHealthTest {

    @Test
    void asksTheFastestFirstAndThoseThatFailedLast() {
        Map<FullNode, NodeHealth> health = Map.of(
                new FullNode("slow"), new NodeHealth(900, 0),
                new FullNode("failed"), new NodeHealth(10, 1),
                new FullNode("fast"), new NodeHealth(100, 0));

        assertThat(NodeHealth.order(nodes("slow", "failed", "fast"), health))
                .containsExactly(new FullNode("fast"), new FullNode("slow"), new FullNode("failed"));
    }

    @Test
    void forgivesFailuresAtTheFirstGoodAnswer() {
        NodeHealth health = NodeHealth.UNKNOWN.failed(2_000_000).failed(2_000_000);

        assertThat(health.failuresInARow()).isEqualTo(2);
        assertThat(health.answered(1_000).failuresInARow()).isZero();
        assertThat(health.answered(1_000).latencyMicros()).isLessThan(2_000_000).isGreaterThan(1_000_000);
    }
}

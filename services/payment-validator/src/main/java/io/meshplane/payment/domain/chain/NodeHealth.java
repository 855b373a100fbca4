package io.meshplane.payment.domain.chain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How well a full node answered lately.
 *
 * @param latencyMicros moving average; an unanswered request counts with its whole deadline
 * @param failuresInARow requests since the last good answer
 */
public record NodeHealth(long latencyMicros, int failuresInARow) {
    public static final NodeHealth UNKNOWN = new NodeHealth(0, 0);
    private static final int WEIGHT = 8;

    public NodeHealth answered(long micros) {
        return new NodeHealth(average(micros), 0);
    }

    public NodeHealth failed(long micros) {
        return new NodeHealth(average(micros), failuresInARow + 1);
    }

    private long average(long micros) {
        return latencyMicros == 0 ? micros : latencyMicros + (micros - latencyMicros) / WEIGHT;
    }

    /** The order to ask nodes in: the fewest failures first, then the fastest, then by name. */
    public static List<FullNode> order(Collection<FullNode> nodes, Map<FullNode, NodeHealth> health) {
        Comparator<FullNode> byHealth = Comparator.comparingInt(
                        (FullNode node) -> health.getOrDefault(node, UNKNOWN).failuresInARow())
                .thenComparingLong(node -> health.getOrDefault(node, UNKNOWN).latencyMicros());
        return nodes.stream().sorted(byHealth.thenComparing(node -> node)).toList();
    }
}

package io.meshplane.devstack.chain;

import io.meshplane.devstack.net.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a development chain runs.
 *
 * @param dataDir holds the chain's log; made if absent
 * @param ports one per node, 1 to 16 of them; 0 for any free one
 * @param chainId 1 to 2^53
 * @param blockPeriod between blocks while transactions are young; zero: blocks only when told to
 * @param reach from where the nodes can be reached
 */
public record DevChainConfig(Path dataDir, List<Integer> ports, long chainId, Duration blockPeriod, Reach reach) {
    public static final long DEFAULT_CHAIN_ID = 7357;
    public static final Duration DEFAULT_BLOCK_PERIOD = Duration.ofSeconds(1);

    private static final int MAX_NODES = 16;

    /** On 127.0.0.1. */
    public DevChainConfig(Path dataDir, List<Integer> ports, long chainId, Duration blockPeriod) {
        this(dataDir, ports, chainId, blockPeriod, Reach.loopback());
    }

    public DevChainConfig {
        ports = List.copyOf(ports);
        if (ports.isEmpty() || ports.size() > MAX_NODES) {
            throw new IllegalArgumentException("a development chain has 1 to 16 nodes, not " + ports.size());
        }
        if (chainId < 1 || chainId > 1L << 53) {
            throw new IllegalArgumentException("chain id is not in 1..2^53: " + chainId);
        }
        if (blockPeriod.isNegative()) {
            throw new IllegalArgumentException("block period < 0: " + blockPeriod);
        }
    }

    boolean minesByTimer() {
        return !blockPeriod.isZero();
    }
}

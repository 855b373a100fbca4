package io.meshplane.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The chain and its full nodes, as operators set them. */
@ConfigMapping(prefix = "meshplane.chain")
public interface ChainConfig {
    /** EIP-155. */
    long id();

    /** {@code name=url} each. */
    List<String> nodes();

    /** L: full nodes that may lie. */
    @WithDefault("1")
    int liars();

    /** H: full nodes that may hang beside them. */
    @WithDefault("1")
    int hung();

    /** M: full nodes that must agree on a block. */
    @WithDefault("2")
    int quorum();

    /** K: blocks on top that make a payment count. */
    @WithDefault("4")
    int depth();

    /** Blocks after which a claim whose transaction never appeared is given up. */
    @WithDefault("17280")
    int claimDeadlineBlocks();

    /** Where a follower that has nothing yet begins: blocks below the head. */
    @WithDefault("1000")
    int lookBackBlocks();

    /** How deep a reorganisation is followed by itself. */
    @WithDefault("128")
    int reorgHorizonBlocks();

    /** Between two questions to a node. */
    @WithDefault("500ms")
    Duration pollInterval();

    /** Of every request to a full node. */
    @WithDefault("2s")
    Duration requestTimeout();

    /** How long a node that lied has no vote. */
    @WithDefault("1h")
    Duration quarantine();

    /** Contract of the one token that counts beside the coin. */
    Optional<String> token();
}

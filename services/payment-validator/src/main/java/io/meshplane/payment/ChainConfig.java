package io.meshplane.payment;

import io.meshplane.payment.domain.chain.ChainProfile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The chain and its full nodes, as operators set them. */
@ConfigMapping(prefix = "meshplane.chain")
public interface ChainConfig {
    /** EIP-155. */
    long id();

    /** What can be proven of its blocks. */
    @WithDefault("eth-mpt")
    ChainProfile profile();

    /** Hash of block 0; without it a quorum of the nodes says which chain is meant. */
    Optional<String> genesis();

    /** {@code name=url} or {@code name@group=url} each; without a group a node is one of its own. */
    List<String> nodes();

    /** A file that says which nodes are followed instead, and is looked at while this service runs. */
    Optional<Path> nodesFile();

    /** L: full nodes that may lie. */
    @WithDefault("1")
    int liars();

    /** H: full nodes that may hang beside them. */
    @WithDefault("1")
    int hung();

    /** M: full nodes that must agree on a block. */
    @WithDefault("2")
    int quorum();

    /** G: groups that those must be of; two if the quorum is that large. */
    OptionalInt groups();

    /** K: blocks on top that make a payment count, or {@code finalized}: then a quorum of nodes must call its block final. */
    @WithDefault("4")
    String depth();

    /** {@code asset@amount=depth} each: from that amount on another depth; the asset is coin, token or as in CAIP-19. */
    Optional<List<String>> bands();

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

    /** The longest between two questions to a node that is not well. */
    @WithDefault("5s")
    Duration probeInterval();

    /** Of every request to a full node. */
    @WithDefault("2s")
    Duration requestTimeout();

    /** The shortest wait before another node is asked for the same body. */
    @WithDefault("20ms")
    Duration hedgeAfterLeast();

    /** The longest. */
    @WithDefault("500ms")
    Duration hedgeAfterMost();

    /** Average latency above which a node is slow. */
    @WithDefault("500ms")
    Duration slowAfter();

    /** Blocks behind the agreed head beyond which a node lags. */
    @WithDefault("8")
    int lagBlocks();

    /** How long a node that lags may stand still before it counts as syncing. */
    @WithDefault("1m")
    Duration stillAfter();

    /** How long a node that lied has no vote, at least. */
    @WithDefault("1h")
    Duration quarantine();

    /** Proven bodies that such a node must give first. */
    @WithDefault("50")
    int cleanProofs();

    /** Contract of the one token that counts beside the coin. */
    Optional<String> token();
}

package io.meshplane.devstack.chain;

import io.meshplane.chain.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A chain for development: several nodes that serve the Ethereum JSON-RPC on 127.0.0.1, over one driver that builds blocks
 * as Prague defines them. Every hash, root, bloom, base fee and signature is true. What is not: nobody agrees on anything
 * (there is one driver), and no contract code runs (there is one token, {@link DevToken}, played in Java).
 *
 * <p><b>Fixed facts.</b> Block 0 is of 2026-01-01T00:00:00Z and names the chain id in its extra data. {@link DevAccounts}
 * 0 to 19 hold 10 000 coins and 1 000 000 tokens each; account i's private key is the Keccak-256 of {@code meshplane dev
 * account i}. Gas limit 30 000 000, first base fee 1 gwei. {@code safe} and {@code finalized} are 4 and 8 blocks behind the
 * head. States are kept for 128 blocks.
 *
 * <p><b>Blocks.</b> With a block period, the chain grows by a block a period until 16 blocks after the last transaction,
 * then by one in 30 s. Without, it grows only by {@link #mineBlock} and {@code dev_mine}. Each block is on the disk before it
 * is shown; a restart in the same folder gives the same hashes. Transactions that wait, and faults, are forgotten.
 *
 * <p><b>Faults</b>, per node, by JSON-RPC on that node's port: {@code dev_setFault [{"kind":…}]}, {@code dev_clearFault [kind]}
 * (all without a kind), {@code dev_faults []}. Kinds: {@code hang}; {@code lag} (blocks); {@code fork} (payment: a raw
 * transaction, optional) from the next block on; {@code lie} (fields: amount, payee, status); {@code syncing};
 * {@code wrongChainId} (chainId); {@code error} (status); {@code slow} (delayMillis). For all nodes, on any port:
 * {@code dev_mine [n]} and {@code dev_reorg [depth]}, which replaces the newest blocks by empty ones; a forked node keeps its
 * own chain.
 */
public final class DevChain implements AutoCloseable {
    private final ChainDriver driver;
    private final List<NodeServer> servers = new ArrayList<>();
    private @Nullable MiningTimer timer;

    private DevChain(ChainDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts the nodes, and the timer if the configuration has a block period.
     *
     * @throws IOException if a port is taken, or the data folder is in use, damaged, or of another chain
     */
    public static DevChain start(DevChainConfig config) throws IOException {
        return start(config, InstantSource.system());
    }

    static DevChain start(DevChainConfig config, InstantSource clock) throws IOException {
        DevChain chain = new DevChain(ChainDriver.open(config));
        try {
            for (DevNode node : chain.driver.nodes()) {
                int port = config.ports().get(node.index());
                chain.servers.add(NodeServer.start(config.reach(), port, chain.driver, node, clock));
            }
            if (config.minesByTimer()) {
                chain.timer = MiningTimer.start(chain.driver, config.blockPeriod(), clock);
            }
            return chain;
        } catch (IOException | RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    /** Where the nodes serve, in the order of the configured ports. */
    public List<URI> nodeUrls() {
        return servers.stream().map(NodeServer::url).toList();
    }

    /**
     * Builds a block of the waiting transactions.
     *
     * @param timestampSeconds seconds since 1970 UTC, later than the head's
     * @return the block's hash
     */
    public Hash32 mineBlock(long timestampSeconds) {
        return alone(() -> driver.mine(timestampSeconds).hash());
    }

    /** Builds a block one second after the head. */
    public Hash32 mineBlock() {
        return alone(() -> driver.mine(driver.history().head().header().timestampSeconds() + 1)
                .hash());
    }

    /**
     * Replaces the newest blocks by as many empty ones of the same times; the transactions in them are gone.
     *
     * @param depth 1 to 64, at most the chain's height
     */
    public void reorganise(int depth) {
        alone(() -> {
            driver.reorganise(depth);
            return depth;
        });
    }

    private <T> T alone(Callable<T> work) {
        try {
            return driver.exclusively(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops serving. Hung requests end without an answer. */
    @Override
    public void close() throws IOException {
        if (timer != null) {
            timer.close();
        }
        servers.forEach(NodeServer::close);
        driver.close();
    }
}

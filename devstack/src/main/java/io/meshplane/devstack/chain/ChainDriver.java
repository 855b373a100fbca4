package io.meshplane.devstack.chain;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Transaction;
import io.meshplane.devstack.chain.SealedBlock.Included;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/** Owns the order of transactions, the clock and the state of the chain, for all nodes. Everything happens under one lock. */
final class ChainDriver implements AutoCloseable {
    /** Deepest reorganisation: the state below must still be kept. */
    static final int MAX_REORG_DEPTH = 64;

    /** A chain grows quickly for so many blocks after a transaction, so that it becomes final. */
    private static final int ACTIVE_BLOCKS = 16;

    private static final Bytes NOTE = note("meshplane dev");

    private final ReentrantLock lock = new ReentrantLock(true);
    private final DevChainConfig config;
    private final ChainHistory history;
    private final ChainLog log;
    private final Mempool pool;
    private final List<DevNode> nodes = new ArrayList<>();
    private int reorgCount;
    private long activeHeight = -ACTIVE_BLOCKS;

    private ChainDriver(DevChainConfig config, ChainHistory history, ChainLog log) {
        this.config = config;
        this.history = history;
        this.log = log;
        this.pool = new Mempool(config.chainId());
        for (int i = 0; i < config.ports().size(); i++) {
            nodes.add(new DevNode(i));
        }
    }

    /** Opens the log and repeats what it holds. */
    static ChainDriver open(DevChainConfig config) throws IOException {
        WorldState state = Genesis.state();
        SealedBlock genesis = Genesis.block(config.chainId(), state);
        ChainLog.Opened opened = ChainLog.open(config.dataDir().resolve("chain.log"), genesis.hash());
        ChainDriver driver = new ChainDriver(config, new ChainHistory(genesis, state), opened.log());
        try {
            for (ChainLog.Event event : opened.events()) {
                driver.replay(event);
            }
        } catch (IOException | RuntimeException e) {
            opened.log().close();
            throw e;
        }
        return driver;
    }

    private void replay(ChainLog.Event event) throws IOException {
        switch (event) {
            case ChainLog.Event.Mined(long timestampSeconds, List<Bytes> transactions) -> {
                BlockBuilder block = history.nextBlock();
                for (Bytes raw : transactions) {
                    addAgain(block, raw);
                }
                history.append(block.seal(timestampSeconds, NOTE));
                markActivity(block.included());
            }
            case ChainLog.Event.Reorganised(int depth) -> replaceNewest(depth);
        }
    }

    private static void addAgain(BlockBuilder block, Bytes raw) throws IOException {
        try {
            Transaction transaction = Transaction.decode(raw);
            if (block.add(transaction, transaction.sender().orElseThrow()) != Execution.Fit.FITS) {
                throw new IOException("chain log: transaction " + transaction.hash() + " no longer applies");
            }
        } catch (MalformedChainDataException e) {
            throw new IOException("chain log: " + e.getMessage(), e);
        }
    }

    /** Runs a reading or a change alone. */
    <T> T exclusively(Callable<T> work) throws Exception {
        lock.lock();
        try {
            return work.call();
        } finally {
            lock.unlock();
        }
    }

    DevChainConfig config() {
        return config;
    }

    ChainHistory history() {
        return history;
    }

    Mempool pool() {
        return pool;
    }

    List<DevNode> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Builds the next block on all nodes; it is on the disk before any node shows it. Under the lock.
     *
     * @param timestampSeconds later than the head's
     */
    SealedBlock mine(long timestampSeconds) throws IOException {
        if (timestampSeconds <= history.head().header().timestampSeconds()) {
            throw new IllegalArgumentException("a block is later than its parent: " + timestampSeconds);
        }
        BlockBuilder block = history.nextBlock();
        pool.fill(block);
        List<Bytes> transactions = block.included().stream()
                .map(each -> each.transaction().encode())
                .toList();
        log.append(new ChainLog.Event.Mined(timestampSeconds, transactions));
        history.append(block.seal(timestampSeconds, NOTE));
        markActivity(block.included());
        nodes.forEach(node -> node.mineFork(timestampSeconds, block.included()));
        return history.head();
    }

    /** The time of a block that is built now: the clock's, or one second after its parent where nobody keeps time. */
    long nextTimestamp(long nowSeconds) {
        long next = history.head().header().timestampSeconds() + 1;
        return config.minesByTimer() ? Math.max(next, nowSeconds) : next;
    }

    /** Replaces the newest blocks by as many empty ones: their transactions are gone. Under the lock. */
    void reorganise(int depth) throws IOException {
        if (depth < 1 || depth > MAX_REORG_DEPTH || depth > history.height()) {
            throw new IllegalArgumentException(
                    "reorganisation depth is not in 1.." + Math.min(MAX_REORG_DEPTH, history.height()) + ": " + depth);
        }
        log.append(new ChainLog.Event.Reorganised(depth));
        replaceNewest(depth);
        markActivity();
    }

    private void replaceNewest(int depth) {
        reorgCount++;
        Bytes note = note("meshplane reorg " + reorgCount);
        for (SealedBlock dropped : history.truncate(depth)) {
            history.append(history.nextBlock().seal(dropped.header().timestampSeconds(), note));
        }
    }

    private void markActivity(List<Included> transactions) {
        if (!transactions.isEmpty()) {
            markActivity();
        }
    }

    /** Something happened that clients want to see become final soon. */
    void markActivity() {
        activeHeight = history.height();
    }

    /** Whether the next block is due at the quick pace. A transaction that waits in vain does not count. Under the lock. */
    boolean isActive() {
        return history.height() - activeHeight < ACTIVE_BLOCKS;
    }

    private static Bytes note(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            nodes.forEach(DevNode::clear);
            log.close();
        } finally {
            lock.unlock();
        }
    }
}

package io.meshplane.payment;

import io.meshplane.chain.BlockHeader;
import io.meshplane.payment.NodeView.Ended;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Follows one full node on a virtual thread of its own: asks for its newest header, fetches what lies between, and keeps what it
 * shows as a run of linked hashes. A node that hangs hangs this thread only.
 */
final class ChainWatch {
    /** So that a node far ahead is caught up with in bounded bites. */
    private static final int HEADERS_PER_POLL = 256;

    private static final Logger LOG = Logger.getLogger(ChainWatch.class);

    private final FullNodeClient client;
    private final Settings settings;
    private final InstantSource clock;
    private final LongSupplier windowBase;
    private final Runnable onChange;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final NodeView.Cell view = new NodeView.Cell();

    /**
     * @param windowBlocks hashes kept at most
     * @param silentAfter without an answer for so long it has no vote
     */
    record Settings(long chainId, Duration pollInterval, int windowBlocks, Duration silentAfter) {}

    /**
     * @param windowBase lowest height that is wanted; negative = not known yet
     * @param onChange told after every poll that changed something
     */
    ChainWatch(
            FullNodeClient client, Settings settings, InstantSource clock, LongSupplier windowBase, Runnable onChange) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.windowBase = windowBase;
        this.onChange = onChange;
    }

    FullNodeClient client() {
        return client;
    }

    /** What is known of the node now. */
    NodeView view() {
        return view.get().asOf(clock.instant(), settings.silentAfter());
    }

    NodeView.Cell cell() {
        return view;
    }

    void start() {
        Thread.ofVirtual().name("chain-" + client.node()).start(this::follow);
    }

    void stop() {
        stop.countDown();
    }

    private void follow() {
        try {
            do {
                NodeView before = view.get();
                poll();
                NodeView after = view.get();
                if (before.state() != after.state()) {
                    LOG.infof(
                            "full node changes node=%s state=%s why=%s", client.node(), after.state(), after.detail());
                }
                if (before.head() != after.head() || !before.window().equals(after.window())) onChange.run();
            } while (!stop.await(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round of questions. */
    void poll() {
        if (view.get().state() != NodeState.FOLLOWING && !servesOurChain()) return;
        long asked = System.nanoTime();
        Answer<BlockHeader> latest = client.latest();
        view.heard(latest, micros(asked), clock.instant());
        if (!(latest instanceof Answer.Told<BlockHeader>(BlockHeader head))) return;
        long base = windowBase.getAsLong();
        if (base < 0) {
            view.follow(head.number(), HeaderWindow.startingAt(0), clock.instant());
            return;
        }
        HeaderWindow window = view.get().window();
        window = window.isEmpty() ? HeaderWindow.startingAt(base) : window.from(base);
        view.follow(head.number(), extended(window, head), clock.instant());
    }

    private boolean servesOurChain() {
        long asked = System.nanoTime();
        Answer<Long> chainId = client.chainId();
        Instant now = clock.instant();
        if (chainId instanceof Answer.Told<Long>(Long id)) {
            if (id == settings.chainId()) return true;
            view.end(new Ended(NodeState.WRONG_CHAIN, "it serves chain " + id), now);
        } else {
            view.heard(chainId, micros(asked), now);
        }
        return false;
    }

    private HeaderWindow extended(HeaderWindow start, BlockHeader head) {
        HeaderWindow window = start.until(head.number());
        boolean replaced = window.hashAt(head.number())
                .filter(hash -> !hash.equals(head.hash()))
                .isPresent();
        if (replaced) window = window.until(head.number() - 1);
        for (int i = 0; i < HEADERS_PER_POLL; i++) {
            if (window.nextHeight() > head.number() || window.hashes().size() >= settings.windowBlocks()) return window;
            long height = window.nextHeight();
            Answer<BlockHeader> next = height == head.number() ? new Answer.Told<>(head) : client.header(height);
            if (!(next instanceof Answer.Told<BlockHeader>(BlockHeader header))) return window;
            window = window.take(header);
            view.alive(clock.instant());
        }
        return window;
    }

    private static long micros(long since) {
        return (System.nanoTime() - since) / 1_000;
    }
}

package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.ChainLink;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.HealthRules;
import io.meshplane.payment.domain.chain.HealthRules.Condition;
import io.meshplane.payment.domain.chain.HealthRules.Situation;
import io.meshplane.payment.domain.chain.NodeEvent;
import io.meshplane.payment.domain.chain.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one full node on a virtual thread of its own: asks which chain it serves, for its newest header, fetches what lies
 * between, and keeps what it shows as a run of linked hashes. A node that hangs hangs this thread only.
 */
final class ChainWatch {
    /** So that a node far ahead is caught up with in bounded bites. */
    private static final int HEADERS_PER_POLL = 256;

    private static final Duration IDENTITY_KEPT = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(ChainWatch.class);

    private final FullNodeClient client;
    private final NodeCell cell;
    private final Surroundings around;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean probed = new AtomicBoolean();
    private final AtomicLong votes = new AtomicLong();
    private volatile Optional<ChainLink> finalized = Optional.empty();
    private Instant identifiedAt = Instant.MIN; // of this thread

    /**
     * What a node is measured against.
     *
     * @param windowBase lowest height that is wanted; negative = not known yet
     * @param windowBlocks hashes kept at most
     * @param finalIsAsked whether a payment may have to wait until its block is final
     * @param onChange told after every poll that changed something
     */
    record Surroundings(
            Supplier<Situation> others,
            LongSupplier windowBase,
            int windowBlocks,
            BooleanSupplier finalIsAsked,
            Runnable onChange) {}

    ChainWatch(FullNodeClient client, NodeCell cell, Surroundings around) {
        this.client = client;
        this.cell = cell;
        this.around = around;
    }

    FullNodeClient client() {
        return client;
    }

    NodeCell cell() {
        return cell;
    }

    /** Its state at this moment. */
    Condition condition() {
        return HealthRules.condition(cell.get().health(), around.others().get(), cell.instant(), cell.policy());
    }

    /** Blocks that were indexed with its vote, since this service started. */
    AtomicLong votes() {
        return votes;
    }

    /** The block that it calls finalized; empty while it names none, or nobody needs to know. */
    Optional<ChainLink> finalized() {
        return finalized;
    }

    /** Held while a body of it is checked for its rehabilitation, so that there is one at a time. */
    AtomicBoolean probed() {
        return probed;
    }

    void start() {
        Thread.ofVirtual().name("chain-" + client.node()).start(this::follow);
    }

    void stop() {
        stop.countDown();
    }

    private void follow() {
        try {
            Duration pause;
            do {
                NodeState before = condition().state();
                HeaderWindow shown = cell.get().window();
                Optional<ChainLink> finalBefore = finalized;
                poll();
                Condition now = condition();
                if (before != now.state()) {
                    LOG.infof("full node changes node=%s state=%s why=%s", client.node(), now.state(), now.why());
                }
                if (before != now.state() || !shown.equals(cell.get().window()) || !finalBefore.equals(finalized)) {
                    around.onChange().run();
                }
                pause = HealthRules.pause(cell.get().health(), now.state(), cell.instant(), cell.policy());
            } while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round of questions. */
    void poll() {
        if (!isIdentified() && !identify()) return;
        if (condition().state() == NodeState.WRONG_CHAIN) {
            cell.shows(HeaderWindow.startingAt(0));
            identifiedAt = Instant.MIN;
            return;
        }
        if (!(cell.ask(client::latest) instanceof Answer.Told<ChainLink>(ChainLink head))) return;
        cell.note(new NodeEvent.HeadSeen(cell.instant(), head.height()));
        long base = around.windowBase().getAsLong();
        if (base < 0) return;
        HeaderWindow window = cell.get().window();
        window = window.isEmpty() ? HeaderWindow.startingAt(base) : window.from(base);
        cell.shows(extended(window, head));
        finalized = around.finalIsAsked().getAsBoolean() ? askWhatIsFinal() : Optional.empty();
    }

    /** Not every node knows the tag, and some refuse it on a chain without finality: no answer is no trouble, and no vote. */
    private Optional<ChainLink> askWhatIsFinal() {
        return client.finalized() instanceof Answer.Told<ChainLink>(ChainLink link)
                ? Optional.of(link)
                : Optional.empty();
    }

    /** Behind one url there may be another node after a while, and above all after an outage. */
    private boolean isIdentified() {
        boolean fresh = identifiedAt.isAfter(cell.instant().minus(IDENTITY_KEPT));
        NodeState state = condition().state();
        return fresh && (state.votes() || state == NodeState.LYING || state == NodeState.WAITING);
    }

    private boolean identify() {
        if (!(cell.ask(client::chainId) instanceof Answer.Told<Long>(Long chainId))) return false;
        if (!(cell.ask(() -> client.header(0)) instanceof Answer.Told<ChainLink>(ChainLink genesis))) return false;
        cell.identified(chainId, genesis.hash());
        askWhetherItSyncs();
        identifiedAt = cell.instant();
        return true;
    }

    /** Not every node knows the question: no answer is no trouble. */
    private void askWhetherItSyncs() {
        Answer<Boolean> syncing = client.isSyncing();
        boolean says = syncing instanceof Answer.Told<Boolean>(Boolean flag) && flag;
        cell.note(new NodeEvent.SyncingSaid(cell.instant(), says));
    }

    private HeaderWindow extended(HeaderWindow start, ChainLink head) {
        HeaderWindow window = start.until(head.height());
        boolean replaced = window.hashAt(head.height())
                .filter(hash -> !hash.equals(head.hash()))
                .isPresent();
        if (replaced) window = window.until(head.height() - 1);
        for (int i = 0; i < HEADERS_PER_POLL; i++) {
            if (window.nextHeight() > head.height() || window.hashes().size() >= around.windowBlocks()) return window;
            long height = window.nextHeight();
            Answer<ChainLink> next =
                    height == head.height() ? new Answer.Told<>(head) : cell.ask(() -> client.header(height));
            if (!(next instanceof Answer.Told<ChainLink>(ChainLink link))) return window;
            window = window.take(link);
        }
        return window;
    }

    /** The genesis block that it names; null while it has named none. */
    @Nullable Hash32 genesis() {
        return cell.get().health().shown().genesis();
    }
}

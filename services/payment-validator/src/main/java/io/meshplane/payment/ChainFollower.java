package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.IndexFlow.Progress;
import io.meshplane.payment.IndexFlow.Work;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.IndexRules;
import io.meshplane.payment.domain.chain.IndexRules.Step;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.PaymentScan;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.meshplane.payment.domain.chain.StartRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the agreed chain block by block, on a virtual thread: decides the next step, fetches and proves the body, hands it to
 * {@link IndexFlow}. No claim waits for a full node.
 */
@ApplicationScoped
public class ChainFollower {
    private static final Logger LOG = Logger.getLogger(ChainFollower.class);

    private final ChainConfig config;
    private final QuorumPolicy policy;
    private final Payees payees;
    private final IndexFlow index;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Duration silentAfter;
    private final FullNodes nodes;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;
    private volatile Alarm alarm = Alarm.NONE;
    private @Nullable Instant splitSince; // of the follower's thread

    /** Why the follower stands still although the nodes answer; each needs an operator. */
    public enum Alarm {
        NONE,
        /** Two hashes have a quorum at one height. */
        SPLIT,
        /** The chain was rewritten deeper than is followed. */
        REORG_TOO_DEEP,
        /** Blocks have a form that is not known here: perhaps a fork of the protocol. */
        UNSUPPORTED
    }

    ChainFollower(
            ChainConfig config,
            QuorumPolicy policy,
            Payees payees,
            IndexFlow index,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.policy = policy;
        this.payees = payees;
        this.index = index;
        this.meters = meters;
        this.clock = clock;
        this.silentAfter = config.requestTimeout().plus(config.pollInterval().multipliedBy(2));
        int windowBlocks = config.reorgHorizonBlocks() + config.lookBackBlocks();
        ChainWatch.Settings settings =
                new ChainWatch.Settings(config.id(), config.pollInterval(), windowBlocks, silentAfter);
        this.nodes =
                new FullNodes(Wiring.clients(config), policy, settings, config.quarantine(), clock, woken::release);
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("assumption=\"%s\"", policy.inWords());
        meters.gauge(
                "payment.chain.agreed.height",
                this,
                follower -> follower.agreedHead().orElse(-1));
        meters.gauge(
                "payment.chain.indexed.height",
                this,
                follower -> follower.indexedHead().orElse(-1));
        meters.gauge("payment.chain.alarm", this, follower -> follower.alarm == Alarm.NONE ? 0 : 1);
        meters.gauge("payment.chain.lying.nodes", this, ChainFollower::lyingNodes);
        nodes.start();
        index.start(woken::release);
        Thread.ofVirtual().name("chain-follower").start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        woken.release();
        nodes.stop();
        index.stop();
    }

    private long lyingNodes() {
        return nodes().stream().filter(node -> node.state() == NodeState.LYING).count();
    }

    /**
     * A full node as operators see it.
     *
     * @param head newest height that it named; -1 = none yet
     * @param detail why it does not vote; empty if it does
     * @param quarantinedUntil if it lied, else null
     */
    public record NodeStatus(
            String name,
            NodeState state,
            String detail,
            long head,
            long latencyMicros,
            @Nullable Instant quarantinedUntil) {
        static NodeStatus of(FullNode node, NodeView view) {
            return new NodeStatus(
                    node.name(),
                    view.state(),
                    view.detail(),
                    view.head(),
                    view.health().latencyMicros(),
                    view.state() == NodeState.LYING ? view.lyingUntil() : null);
        }
    }

    /** All full nodes by name. */
    public List<NodeStatus> nodes() {
        List<NodeStatus> all = new ArrayList<>();
        nodes.views().forEach((node, view) -> all.add(NodeStatus.of(node, view)));
        return all;
    }

    /** The newest height that a quorum shows. */
    public OptionalLong agreedHead() {
        return nodes.agreedHead();
    }

    /** The newest height that is indexed. */
    public OptionalLong indexedHead() {
        return index.progress() instanceof Progress.Begun(long first, HeaderWindow indexed)
                ? OptionalLong.of(indexed.head())
                : OptionalLong.empty();
    }

    /** Why the follower stands still, if it does. */
    public Alarm alarm() {
        return alarm;
    }

    private void follow() {
        try {
            while (!stopped) {
                advance();
                if (woken.tryAcquire(config.pollInterval().toNanos(), TimeUnit.NANOSECONDS)) woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes one step, if there is one to take now. */
    private void advance() {
        Progress progress = index.progress();
        if (progress == null || index.isBusy()) return;
        switch (progress) {
            case Progress.Fresh ignored -> begin();
            case Progress.Begun(long first, HeaderWindow indexed) -> step(first, indexed);
        }
    }

    private void begin() {
        if (nodes.allUnprovable()) raise(Alarm.UNSUPPORTED, "no node's headers hash to what it says");
        OptionalLong first = StartRules.firstHeight(nodes.heads(), policy, config.lookBackBlocks());
        if (first.isEmpty()) return;
        LOG.infof("index begins firstHeight=%d", first.getAsLong());
        index.commitSoon(new Work.Begin(first.getAsLong()));
    }

    private void step(long firstHeight, HeaderWindow indexed) {
        nodes.keepFrom(indexed.base());
        Step next = IndexRules.next(indexed, firstHeight, nodes.agreement());
        index.halt(contradictsTheIndex(next));
        switch (next) {
            case Step.Idle ignored -> idle();
            case Step.Add(long height, Hash32 hash, SortedSet<FullNode> supporters) -> add(hash, supporters);
            case Step.Rewind(long height) -> {
                calm();
                LOG.warnf("the chain was reorganised, the index goes back from=%d to=%d", indexed.head(), height);
                index.commitSoon(new Work.Rewind(height));
            }
            case Step.Halt(long height) -> halt(height);
            case Step.TooDeep(long height) -> raise(Alarm.REORG_TOO_DEEP, "height " + height + " was rewritten");
        }
    }

    private static boolean contradictsTheIndex(Step next) {
        return switch (next) {
            case Step.Rewind _, Step.Halt _, Step.TooDeep _ -> true;
            case Step.Idle _, Step.Add _ -> false;
        };
    }

    /** While a reorganisation spreads, nodes are split for a moment: that halts, and is no alarm before it lasts. */
    private void halt(long height) {
        Instant now = clock.instant();
        Instant since = splitSince == null ? now : splitSince;
        splitSince = since;
        if (since.plus(silentAfter).isBefore(now)) {
            raise(Alarm.SPLIT, "two hashes have a quorum at height " + height);
        }
    }

    private void idle() {
        if (nodes.allUnprovable()) raise(Alarm.UNSUPPORTED, "no node's headers hash to what it says");
        else calm();
    }

    private void add(Hash32 hash, SortedSet<FullNode> supporters) {
        switch (nodes.fetch(hash, supporters)) {
            case Delivery.Proven(var proven) -> {
                calm();
                ScannedBlock block = PaymentScan.scan(proven, supporters, payees);
                index.commitSoon(new Work.Add(block));
            }
            case Delivery.Missing ignored ->
                meters.counter("payment.chain.bodies", "outcome", "missing").increment();
            case Delivery.Unsupported(String why) -> raise(Alarm.UNSUPPORTED, "body of " + hash + ": " + why);
        }
    }

    private void calm() {
        splitSince = null;
        if (alarm != Alarm.NONE) LOG.infof("the chain is followed again after=%s", alarm);
        alarm = Alarm.NONE;
    }

    private void raise(Alarm raised, String why) {
        if (alarm != raised) {
            LOG.errorf("the chain cannot be followed, no verdicts until this ends alarm=%s why=%s", raised, why);
            meters.counter("payment.chain.alarms", "reason", ClaimFlow.tag(raised))
                    .increment();
        }
        alarm = raised;
    }
}

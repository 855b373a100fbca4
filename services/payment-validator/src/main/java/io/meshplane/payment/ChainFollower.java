package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.ChainAlarm.Alarm;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.IndexFlow.Progress;
import io.meshplane.payment.IndexFlow.Work;
import io.meshplane.payment.adapter.db.WantedProofs.Wanted;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.IndexRules;
import io.meshplane.payment.domain.chain.IndexRules.Step;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.PaymentScan;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ReadAgain;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.meshplane.payment.domain.chain.StartRules;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the agreed chain block by block, on a virtual thread: decides the next step, fetches and proves the body, hands it to
 * {@link IndexFlow}. No claim waits for a full node.
 */
@ApplicationScoped
public class ChainFollower {
    private static final Logger LOG = Logger.getLogger(ChainFollower.class);
    private static final String UNKNOWN_FORM = "the headers of a quorum do not hash to what it says";

    private final ChainConfig config;
    private final Payees payees;
    private final IndexFlow index;
    private final EvidenceKeeping evidence;
    private final IncidentFlow incidents;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final NodesReload reload;
    private final FullNodes nodes;
    private final ChainAlarm alarm;
    private final Semaphore woken = new Semaphore(0);
    private volatile ChainSetup setup;
    private volatile boolean stopped;
    private boolean begun; // this and all below: of the follower's thread
    private Instant probedAt = Instant.MIN;

    ChainFollower(
            ChainConfig config,
            Payees payees,
            IndexFlow index,
            EvidenceKeeping evidence,
            IncidentFlow incidents,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.payees = payees;
        this.index = index;
        this.evidence = evidence;
        this.incidents = incidents;
        this.meters = meters;
        this.clock = clock;
        this.reload = new NodesReload(config, clock);
        this.setup = reload.first();
        this.alarm = new ChainAlarm(incidents::keep, meters, clock);
        this.nodes = new FullNodes(Wiring.fixed(config), Wiring.http(config), clock, woken::release, incidents::keep);
    }

    void start(@Observes StartupEvent event) {
        LOG.infof(
                "assumption=\"%s\" finality=\"%s\"",
                policy().inWords(), finality().inWords());
        meters.gauge(
                "payment.chain.agreed.height",
                this,
                follower -> follower.nodes.agreedHead().orElse(-1));
        meters.gauge(
                "payment.chain.indexed.height",
                this,
                follower -> follower.indexedHead().orElse(-1));
        meters.gauge("payment.chain.alarm", this, follower -> follower.alarm() == Alarm.NONE ? 0 : 1);
        for (NodeState state : NodeState.values()) {
            Tags tag = Tags.of("state", ClaimFlow.tag(state));
            meters.gauge("payment.chain.nodes", tag, this, follower -> follower.count(state));
        }
        FunctionCounter.builder("payment.chain.hedges", nodes.reader(), BodyReader::hedges)
                .register(meters);
        index.start(woken::release);
        incidents.start(woken::release);
        Thread.ofVirtual().name("chain-follower").start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        woken.release();
        nodes.stop();
        index.stop();
        incidents.stop();
    }

    private long count(NodeState wanted) {
        return nodes.states().values().stream().filter(wanted::equals).count();
    }

    /** How many nodes may fail, and how many must agree. */
    public QuorumPolicy policy() {
        return setup.roster().policy();
    }

    /** How deep a payment must lie. */
    public FinalityPolicy finality() {
        return setup.finality();
    }

    /** All full nodes by name. */
    public List<NodeStatus> nodes() {
        return NodeStatus.of(nodes);
    }

    /** An operator trusts a node again; false if no such node is in quarantine. */
    public boolean release(String node) {
        return nodes.release(node);
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

    /** The newest height of the index that a quorum calls final; empty while there is none, or nobody needs to know. */
    public OptionalLong finalizedHead() {
        long height = index.finalized();
        return height < 0 ? OptionalLong.empty() : OptionalLong.of(height);
    }

    /** Why the follower stands still, if it does. */
    public Alarm alarm() {
        return alarm.raised();
    }

    /** The alarm in words; empty if there is none. */
    public String alarmWhy() {
        return alarm.why();
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
    private void advance() throws InterruptedException {
        Map<FullNode, Quarantine> quarantines = incidents.loaded();
        if (quarantines == null) return; // a liar of yesterday must not vote before that is known
        if (!begun) {
            nodes.remember(quarantines);
            nodes.apply(setup);
            begun = true;
        }
        reload.changed().ifPresent(next -> {
            setup = next;
            nodes.apply(next);
        });
        Progress progress = index.progress();
        if (progress == null || index.isBusy()) return;
        switch (progress) {
            case Progress.Fresh ignored -> begin();
            case Progress.Begun(long first, HeaderWindow indexed) -> step(first, indexed);
        }
    }

    private void begin() {
        if (nodes.formIsUnknown()) alarm.raise(Alarm.UNSUPPORTED, UNKNOWN_FORM);
        OptionalLong first = StartRules.firstHeight(nodes.heads(), policy(), config.lookBackBlocks());
        if (first.isEmpty()) return;
        LOG.infof("index begins firstHeight=%d", first.getAsLong());
        index.commitSoon(new Work.Begin(first.getAsLong()));
    }

    private void step(long firstHeight, HeaderWindow indexed) throws InterruptedException {
        nodes.keepFrom(indexed.base());
        Step next = IndexRules.next(indexed, firstHeight, nodes.agreement());
        nodes.askWhatIsFinal(setup.finality().needsFinalized() || index.waitsForFinality());
        index.halt(contradictsTheIndex(next), nodes.finalized(indexed));
        switch (next) {
            case Step.Idle ignored -> {
                idle(indexed);
                readAgain();
            }
            case Step.Add(long height, Hash32 hash, SortedSet<FullNode> supporters) -> add(hash, supporters);
            case Step.Rewind(long height) -> {
                alarm.calm();
                LOG.warnf("the chain was reorganised, the index goes back from=%d to=%d", indexed.head(), height);
                index.commitSoon(new Work.Rewind(height));
            }
            case Step.Halt(long height) -> halt(height);
            case Step.TooDeep(long height) -> alarm.raise(Alarm.REORG_TOO_DEEP, "height " + height + " was rewritten");
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
        alarm.raiseIfItLasts(Alarm.SPLIT, "two hashes have a quorum at height " + height, patience());
    }

    /** So it is for a moment after every start, and when two nodes hang at once. */
    private void lost(String why) {
        alarm.raiseIfItLasts(Alarm.NO_QUORUM, why, patience());
    }

    /** Longer than a request and its answer take. */
    private Duration patience() {
        return setup.health().silentAfter();
    }

    private void idle(HeaderWindow indexed) {
        if (nodes.formIsUnknown()) alarm.raise(Alarm.UNSUPPORTED, UNKNOWN_FORM);
        else if (nodes.quorumIsLost()) lost("too few full nodes vote");
        else if (nodes.isStalled(indexed.head(), config.lagBlocks())) lost("the chain grows, no quorum shows the same");
        else alarm.calm();
        Instant now = clock.instant();
        if (probedAt.plus(config.probeInterval()).isAfter(now)) return;
        probedAt = now;
        indexed.hashAt(indexed.head()).ifPresent(nodes::probe);
    }

    /** While nothing else is to do: what was refused is shown by its block, which any node may have. */
    private void readAgain() throws InterruptedException {
        Optional<Wanted> wanted = evidence.next();
        if (wanted.isEmpty()) return;
        if (nodes.fetch(wanted.get().block(), nodes.voting()) instanceof Delivery.Proven(var content)) {
            ReadAgain.of(content, wanted.get().transaction())
                    .ifPresent(found -> index.commitSoon(new Work.Prove(found)));
        }
        woken.release(); // there may be more
    }

    private void add(Hash32 hash, SortedSet<FullNode> supporters) throws InterruptedException {
        switch (nodes.fetch(hash, supporters)) {
            case Delivery.Proven(var content) -> {
                alarm.calm();
                ScannedBlock block = PaymentScan.scan(content, supporters, payees, setup.finality());
                index.commitSoon(new Work.Add(block, policy(), setup.finality().deepestBlocks()));
                nodes.voted(supporters);
                nodes.probe(hash);
            }
            case Delivery.Missing ignored ->
                meters.counter("payment.chain.bodies", "outcome", "missing").increment();
            case Delivery.Unsupported(String why) -> alarm.raise(Alarm.UNSUPPORTED, "body of " + hash + ": " + why);
        }
    }
}

package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.BlockContent;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.FinalizedRules;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.GenesisRules;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.HealthRules.Situation;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.Incident.Standing;
import io.meshplane.payment.domain.chain.MisfitRules;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.meshplane.payment.domain.chain.NodeOrder;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.StallRules;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All full nodes of the chain: what they show, what they agree on, and bodies from whichever has them. */
final class FullNodes {
    private static final Logger LOG = Logger.getLogger(FullNodes.class);

    private final Fixed fixed;
    private final HttpClient http;
    private final InstantSource clock;
    private final Runnable onChange;
    private final NodeJudge judge;
    private final BodyReader reader = new BodyReader();
    private volatile Map<FullNode, Quarantine> quarantines = Map.of();
    private volatile SortedMap<FullNode, ChainWatch> watches = new TreeMap<>();
    private volatile @Nullable ChainSetup setup;
    private volatile @Nullable Hash32 genesis;
    private volatile boolean finalIsAsked;
    private volatile long windowBase = -1;
    private volatile long agreedHead = -1;

    /**
     * What does not change while this service runs.
     *
     * @param genesis hash of block 0 where it is configured; else the nodes agree on it
     * @param windowBlocks hashes kept of each node at most
     */
    record Fixed(ChainProfile profile, Optional<Hash32> genesis, int windowBlocks) {}

    /** What came of the search for a body. */
    sealed interface Delivery {
        /** Its content is what the hash names. */
        record Proven(BlockContent block) implements Delivery {}

        /** Nobody had it in time. */
        record Missing() implements Delivery {}

        /** All that answered sent the same thing and it does not fit: the chain has a form that is not known here. */
        record Unsupported(String why) implements Delivery {}
    }

    /**
     * @param onChange told whenever a node shows something new
     * @param onStanding told whenever a node's quarantine changes, with the incident that is worth keeping
     */
    FullNodes(
            Fixed fixed,
            HttpClient http,
            InstantSource clock,
            Runnable onChange,
            BiConsumer<Standing, Optional<Incident>> onStanding) {
        this.fixed = fixed;
        this.http = http;
        this.clock = clock;
        this.onChange = onChange;
        this.judge = new NodeJudge(clock, onStanding, () -> watches);
        this.genesis = fixed.genesis().orElse(null);
    }

    /** Nodes that had no vote when this service stopped have none now; to be told before {@link #apply}. */
    void remember(Map<FullNode, Quarantine> before) {
        quarantines = Map.copyOf(before);
    }

    /** Follows these nodes from now on: those that are new begin, those that are gone end, all others go on as they are. */
    void apply(ChainSetup next) {
        ChainSetup before = setup;
        SortedMap<FullNode, ChainWatch> chosen = new TreeMap<>();
        next.roster().nodes().forEach(node -> {
            ChainWatch known = watches.get(node);
            if (known != null && before != null && next.reaches(node, before)) {
                known.cell().policy(next.health());
                chosen.put(node, known);
            } else {
                chosen.put(node, watch(node, next, known));
            }
        });
        SortedMap<FullNode, ChainWatch> old = watches;
        setup = next;
        watches = chosen;
        old.values().stream().filter(watch -> !chosen.containsValue(watch)).forEach(ChainWatch::stop);
        chosen.values().stream().filter(watch -> !old.containsValue(watch)).forEach(ChainWatch::start);
    }

    private ChainWatch watch(FullNode node, ChainSetup next, @Nullable ChainWatch known) {
        Quarantine quarantine = known == null
                ? quarantines.get(node)
                : known.cell().get().health().quarantine();
        NodeHealth begun = quarantine == null ? NodeHealth.UNKNOWN : NodeHealth.quarantined(quarantine);
        FullNodeClient client =
                new FullNodeClient(node, fixed.profile(), next.endpoint(node), http, next.requestTimeout());
        return new ChainWatch(
                client,
                new NodeCell(begun, next.health(), clock),
                new ChainWatch.Surroundings(
                        this::situation, () -> windowBase, fixed.windowBlocks(), () -> finalIsAsked, onChange));
    }

    void stop() {
        watches.values().forEach(ChainWatch::stop);
    }

    /** From here on hashes are wanted; what lies below is forgotten. */
    void keepFrom(long height) {
        windowBase = height;
    }

    private ChainSetup setup() {
        ChainSetup known = setup;
        if (known == null) throw new IllegalStateException("no full nodes are set up yet");
        return known;
    }

    /** From now on nodes are asked what is final, or not any more. */
    void askWhatIsFinal(boolean on) {
        finalIsAsked = on;
    }

    /** How far a quorum calls the indexed chain final; -1 if it does not at all. */
    long finalized(HeaderWindow indexed) {
        if (!finalIsAsked) return -1;
        Map<FullNode, FinalizedRules.Said> said = new HashMap<>();
        watches.forEach((node, watch) -> watch.finalized()
                .filter(_ -> watch.condition().votes())
                .ifPresent(link -> said.put(
                        node, new FinalizedRules.Said(watch.cell().get().window(), link))));
        return FinalizedRules.height(indexed, said, policy());
    }

    QuorumPolicy policy() {
        return setup().roster().policy();
    }

    SortedMap<FullNode, ChainWatch> watches() {
        return watches;
    }

    BodyReader reader() {
        return reader;
    }

    /** What every node is measured against. */
    Situation situation() {
        Hash32 known = genesis;
        if (known == null && setup != null) {
            Map<FullNode, NodeHealth> health = new HashMap<>();
            watches.forEach((node, watch) -> health.put(node, watch.cell().get().health()));
            known = GenesisRules.agreed(health, setup().health().chainId(), policy())
                    .orElse(null);
            genesis = known;
            if (known != null) LOG.infof("the nodes agree on a genesis block hash=%s", known);
        }
        return new Situation(known, agreedHead);
    }

    /** The state of every node now. */
    SortedMap<FullNode, NodeState> states() {
        SortedMap<FullNode, NodeState> states = new TreeMap<>();
        watches.forEach((node, watch) -> states.put(node, watch.condition().state()));
        return states;
    }

    /** What the nodes that may vote agree on. */
    Agreement agreement() {
        judge.misfits(states(), policy());
        Map<FullNode, HeaderWindow> windows = new HashMap<>();
        watches.forEach((node, watch) -> {
            if (watch.condition().votes()) windows.put(node, watch.cell().get().window());
        });
        Agreement agreement = new Agreement(policy(), windows);
        agreedHead = agreement.head();
        judge.forks(agreement, agreedHead);
        return agreement;
    }

    private Optional<ChainWatch> watchOf(FullNode node) {
        return Optional.ofNullable(watches.get(node));
    }

    /** Newest heights of the nodes that may vote. */
    Collection<Long> heads() {
        return watches.values().stream()
                .filter(watch -> watch.condition().votes())
                .map(watch -> watch.cell().get().health().shown().head())
                .filter(head -> head >= 0)
                .toList();
    }

    /** Whether the chain has a form that is not known here. */
    boolean formIsUnknown() {
        return setup != null && MisfitRules.formIsUnknown(states(), policy());
    }

    /** Whether those that vote are too few to agree on anything. */
    boolean quorumIsLost() {
        return !policy().isMetBy(voting());
    }

    /** Those that vote now. */
    SortedSet<FullNode> voting() {
        SortedSet<FullNode> voting = new TreeSet<>();
        states().forEach((node, state) -> {
            if (state.votes()) voting.add(node);
        });
        return voting;
    }

    /** Whether the chain has grown by more than so many blocks, and those that vote do not agree on them. */
    boolean isStalled(long indexedHead, long blocks) {
        return StallRules.isStalled(heads(), indexedHead, policy(), blocks);
    }

    /** A block was indexed that these nodes agree on. */
    void voted(SortedSet<FullNode> supporters) {
        supporters.forEach(
                node -> watchOf(node).ifPresent(watch -> watch.votes().incrementAndGet()));
    }

    /** The newest height that a quorum shows, if any. */
    OptionalLong agreedHead() {
        return agreedHead < 0 ? OptionalLong.empty() : OptionalLong.of(agreedHead);
    }

    /** A body for an agreed hash. Nodes whose body it refutes are liars once another one had the true body. */
    Delivery fetch(Hash32 hash, SortedSet<FullNode> supporters) throws InterruptedException {
        Map<FullNode, ChainWatch> present = watches;
        if (!present.keySet().containsAll(supporters)) return new Delivery.Missing();
        if (fixed.profile() == ChainProfile.QUORUM_ONLY) {
            return BodyPoll.read(hash, supporters, present, policy())
                    .<Delivery>map(Delivery.Proven::new)
                    .orElseGet(Delivery.Missing::new);
        }
        Map<FullNode, NodeHealth> health = new HashMap<>();
        present.forEach((node, watch) -> health.put(node, watch.cell().get().health()));
        BodyReader.Outcome outcome =
                reader.read(hash, NodeOrder.of(supporters, health, states(), clock.instant()), present, setup());
        outcome.race()
                .liars()
                .forEach((liar, flaw) -> judge.lied(
                        liar,
                        "body of block " + hash + ": " + flaw,
                        outcome.evidence().getOrDefault(liar, "")));
        if (outcome.content().isPresent())
            return new Delivery.Proven(outcome.content().get());
        return outcome.race().isUnsupported()
                ? new Delivery.Unsupported(
                        outcome.race().misfits() + " " + outcome.race().unknown())
                : new Delivery.Missing();
    }

    /** Asks nodes without a vote for a body whose truth is known: each proof brings them nearer to their vote. */
    void probe(Hash32 hash) {
        if (fixed.profile() != ChainProfile.QUORUM_ONLY) judge.probe(hash);
    }

    /** An operator trusts a node again; false if no such node is in quarantine. */
    boolean release(String name) {
        return judge.release(name);
    }
}

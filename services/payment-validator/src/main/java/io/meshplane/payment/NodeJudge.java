package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.BodyRace.Sent;
import io.meshplane.payment.domain.chain.ForkRules;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.Incident.Standing;
import io.meshplane.payment.domain.chain.MisfitRules;
import io.meshplane.payment.domain.chain.NodeEvent;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.OwnHistory;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says of full nodes that they lie or go their own way, and when they are trusted again; tells whoever keeps such things. */
final class NodeJudge {
    private static final Logger LOG = Logger.getLogger(NodeJudge.class);

    private final InstantSource clock;
    private final BiConsumer<Standing, Optional<Incident>> onStanding;
    private final Supplier<SortedMap<FullNode, ChainWatch>> watches;
    private final Set<FullNode> named = ConcurrentHashMap.newKeySet(); // as forked

    /**
     * @param onStanding told whenever something changes, with the incident that is worth keeping
     * @param watches of the nodes that are followed now
     */
    NodeJudge(
            InstantSource clock,
            BiConsumer<Standing, Optional<Incident>> onStanding,
            Supplier<SortedMap<FullNode, ChainWatch>> watches) {
        this.clock = clock;
        this.onStanding = onStanding;
        this.watches = watches;
    }

    private Optional<ChainWatch> watchOf(FullNode node) {
        return Optional.ofNullable(watches.get().get(node));
    }

    /** Nodes whose headers are refuted are liars. */
    void misfits(Map<FullNode, NodeState> states, QuorumPolicy policy) {
        Map<FullNode, NodeHealth> health = new HashMap<>();
        Map<FullNode, HeaderWindow> windows = new HashMap<>();
        watches.get().forEach((node, watch) -> {
            health.put(node, watch.cell().get().health());
            windows.put(node, watch.cell().get().window());
        });
        MisfitRules.liars(health, states, windows, policy)
                .forEach(liar -> lied(
                        liar,
                        "header at height "
                                + health.getOrDefault(liar, NodeHealth.UNKNOWN)
                                        .conduct()
                                        .misfitHeight()
                                + " does not hash to its hash",
                        watchOf(liar).map(watch -> watch.cell().get().misfit()).orElse("")));
    }

    /** Nodes that show a history of their own are named, and so is their return. */
    void forks(Agreement agreement, long agreedHead) {
        watches.get().forEach((node, watch) -> {
            Optional<OwnHistory> known =
                    Optional.ofNullable(watch.cell().get().health().shown().ownHistory());
            Optional<OwnHistory> own = ForkRules.ownHistory(watch.cell().get().window(), agreement, agreedHead, known);
            if (!own.equals(known)) {
                watch.cell().note(new NodeEvent.HistoryCompared(clock.instant(), own.orElse(null)));
            }
            boolean forked = watch.condition().state() == NodeState.FORKED;
            own.filter(found -> forked && named.add(node)).ifPresent(found -> {
                LOG.errorf("full node goes its own way node=%s what=%s", node, found);
                incident(watch, Incident.Kind.FORK, found.toString());
            });
            if (own.isEmpty() && named.remove(node)) incident(watch, Incident.Kind.FORK_ENDED, "");
        });
    }

    private void incident(ChainWatch watch, Incident.Kind kind, String what) {
        Optional<Quarantine> quarantine =
                Optional.ofNullable(watch.cell().get().health().quarantine());
        standing(watch.client().node(), quarantine, kind, what, "");
    }

    /** Asks nodes without a vote for a body whose truth is known: each proof brings them nearer to their vote. */
    void probe(Hash32 hash) {
        watches.get().forEach((node, watch) -> {
            if (watch.condition().state() != NodeState.LYING || !watch.probed().compareAndSet(false, true)) return;
            Thread.ofVirtual().name("probe-" + node).start(() -> {
                try {
                    probed(node, watch, hash);
                } finally {
                    watch.probed().set(false);
                }
            });
        });
    }

    private void probed(FullNode node, ChainWatch watch, Hash32 hash) {
        BodyReader.Judged judged =
                BodyReader.judge(watch.cell().ask(() -> watch.client().body(hash)), hash);
        switch (judged.sent()) {
            case Sent.Proven ignored -> {
                watch.cell().note(new NodeEvent.ProvedClean(clock.instant()));
                Optional<Quarantine> left =
                        Optional.ofNullable(watch.cell().get().health().quarantine());
                if (left.isEmpty()) LOG.infof("full node votes again, it gave clean proofs node=%s", node);
                standing(node, left, left.isPresent() ? null : Incident.Kind.REHABILITATED, "", "");
            }
            case Sent.Refuted(String flaw) -> lied(node, "body of block " + hash + ": " + flaw, judged.evidence());
            case Sent.Unknown(String what) -> lied(node, "body of block " + hash + ": " + what, judged.evidence());
            case Sent.Nothing ignored -> {}
        }
    }

    /** A proof refuted what a node told. The same lie told again starts its quarantine anew, and is no other incident. */
    void lied(FullNode liar, String what, String evidence) {
        watchOf(liar).ifPresent(watch -> {
            Quarantine before = watch.cell().get().health().quarantine();
            boolean repeats = before != null && before.what().equals(what);
            watch.cell().note(new NodeEvent.Lied(clock.instant(), what));
            if (!repeats) LOG.errorf("full node lies, it has no vote node=%s what=%s", liar, what);
            standing(
                    liar,
                    Optional.ofNullable(watch.cell().get().health().quarantine()),
                    repeats ? null : Incident.Kind.LIE,
                    what,
                    evidence);
        });
    }

    /** An operator trusts a node again; false if no such node is in quarantine. */
    boolean release(String name) {
        Optional<ChainWatch> found = watches.get().values().stream()
                .filter(watch -> watch.client().node().name().equals(name))
                .filter(watch -> watch.cell().get().health().quarantine() != null)
                .findFirst();
        found.ifPresent(watch -> {
            watch.cell().note(new NodeEvent.Released(clock.instant()));
            LOG.infof("full node votes again, an operator says so node=%s", name);
            standing(watch.client().node(), Optional.empty(), Incident.Kind.RELEASED, "by an operator", "");
        });
        return found.isPresent();
    }

    private void standing(
            FullNode node, Optional<Quarantine> left, Incident.@Nullable Kind kind, String what, String evidence) {
        Optional<Incident> incident = Optional.ofNullable(kind)
                .map(each -> new Incident(clock.instant(), each, Optional.of(node), what, evidence));
        onStanding.accept(new Standing(node, left), incident);
    }
}

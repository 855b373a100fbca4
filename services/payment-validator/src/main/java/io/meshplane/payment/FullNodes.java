package io.meshplane.payment;

import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.adapter.chain.BlockBody;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** All full nodes of the chain: what they show, what they agree on, and proven bodies from whichever has them. */
final class FullNodes {
    private static final Logger LOG = Logger.getLogger(FullNodes.class);

    private final QuorumPolicy policy;
    private final Duration quarantine;
    private final InstantSource clock;
    private final SortedMap<FullNode, ChainWatch> watches = new TreeMap<>();
    private volatile long windowBase = -1;

    /** What came of the search for a body. */
    sealed interface Delivery {
        /** Its content is what the hash names. */
        record Proven(Proof.Proven block) implements Delivery {}

        /** Nobody had it in time. */
        record Missing() implements Delivery {}

        /** All that answered sent the same thing and it does not fit: the chain has a form that is not known here. */
        record Unsupported(String why) implements Delivery {}
    }

    /**
     * @param settings how each node is followed
     * @param quarantine how long a node that lied has no vote
     * @param onChange told whenever a node shows something new
     */
    FullNodes(
            List<FullNodeClient> clients,
            QuorumPolicy policy,
            ChainWatch.Settings settings,
            Duration quarantine,
            InstantSource clock,
            Runnable onChange) {
        this.policy = policy;
        this.quarantine = quarantine;
        this.clock = clock;
        for (FullNodeClient client : clients) {
            watches.put(client.node(), new ChainWatch(client, settings, clock, () -> windowBase, onChange));
        }
    }

    void start() {
        watches.values().forEach(ChainWatch::start);
    }

    void stop() {
        watches.values().forEach(ChainWatch::stop);
    }

    /** From here on hashes are wanted; what lies below is forgotten. */
    void keepFrom(long height) {
        windowBase = height;
    }

    /** What every node shows now. */
    SortedMap<FullNode, NodeView> views() {
        SortedMap<FullNode, NodeView> views = new TreeMap<>();
        watches.forEach((node, watch) -> views.put(node, watch.view()));
        return views;
    }

    /** What the nodes that may vote agree on. */
    Agreement agreement() {
        Map<FullNode, HeaderWindow> windows = views().entrySet().stream()
                .filter(each -> each.getValue().votes())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().window()));
        return new Agreement(policy, windows);
    }

    /** Newest heights of the nodes that may vote. */
    Collection<Long> heads() {
        return views().values().stream()
                .filter(NodeView::votes)
                .map(NodeView::head)
                .toList();
    }

    /** Whether no node's headers can be verified, although nodes answer: a form of chain that is not known here. */
    boolean allUnprovable() {
        List<NodeState> answering = views().values().stream()
                .map(NodeView::state)
                .filter(state -> state != NodeState.WAITING && state != NodeState.SILENT)
                .toList();
        return !answering.isEmpty() && answering.stream().allMatch(NodeState.UNPROVABLE::equals);
    }

    QuorumPolicy policy() {
        return policy;
    }

    /** The newest height that a quorum shows, if any. */
    OptionalLong agreedHead() {
        long head = agreement().head();
        return head < 0 ? OptionalLong.empty() : OptionalLong.of(head);
    }

    /**
     * Asks supporters one after the other, the healthiest first, until one sends a body that the hash proves. Those that sent
     * another one before are liars then, and lose their vote.
     */
    Delivery fetch(Hash32 hash, Collection<FullNode> supporters) {
        Map<FullNode, NodeHealth> health = views().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().health()));
        Map<FullNode, String> misfits = new TreeMap<>();
        boolean somebodySilent = false;
        for (FullNode node : NodeHealth.order(supporters, health)) {
            switch (ask(node, hash)) {
                case Answer.Told<Proof>(Proof.Proven proven) -> {
                    misfits.forEach((liar, evidence) -> quarantine(liar, hash, evidence));
                    return new Delivery.Proven(proven);
                }
                case Answer.Told<Proof>(Proof.Refuted(Proof.Flaw flaw)) -> misfits.put(node, flaw.name());
                case Answer.Told<Proof>(Proof.Unsupported(Proof.Gap gap)) -> misfits.put(node, gap.name());
                case Answer.Garbled<Proof>(String why) -> misfits.put(node, why);
                case Answer.Unsupported<Proof>(String what) -> misfits.put(node, what);
                case Answer.Absent<Proof> ignored -> somebodySilent = true;
                case Answer.Silent<Proof> ignored -> somebodySilent = true;
            }
        }
        return misfits.isEmpty() || somebodySilent
                ? new Delivery.Missing()
                : new Delivery.Unsupported(String.join(", ", new ArrayList<>(misfits.values())));
    }

    private Answer<Proof> ask(FullNode node, Hash32 hash) {
        ChainWatch watch = watches.get(node);
        if (watch == null) return new Answer.Absent<>();
        long asked = System.nanoTime();
        Answer<BlockBody> answer = watch.client().body(hash);
        watch.cell().served(answer instanceof Answer.Told<BlockBody>, (System.nanoTime() - asked) / 1_000);
        return answer.then((BlockBody body) ->
                new Answer.Told<>(BlockProof.prove(body.header(), body.transactions(), body.receipts(), hash)));
    }

    private void quarantine(FullNode liar, Hash32 hash, String evidence) {
        ChainWatch watch = watches.get(liar);
        if (watch == null) return;
        LOG.errorf("full node lies, it loses its vote node=%s block=%s evidence=%s", liar, hash, evidence);
        watch.cell()
                .quarantine(
                        "body of block " + hash + ": " + evidence,
                        clock.instant().plus(quarantine));
    }
}

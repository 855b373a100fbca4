package io.meshplane.payment.domain.chain.simulation;

import io.meshplane.payment.domain.chain.simulation.SimNode.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The true chain, the liars' chain, and the nodes that show one or the other. */
final class SimWorld {
    /** The payment that only the liars' chain knows. */
    static final int FORGED = -1;

    private static final int REORG_DEPTH_MAX = 3;

    final List<SimNode> nodes;
    private final Random random;
    private List<SimBlock> truth = List.of();
    private List<SimBlock> forgery = List.of();
    private final List<Integer> waiting = new ArrayList<>();
    private long hashes;
    private int payments;
    private boolean calm;

    SimWorld(List<SimNode> nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
        for (int i = 0; i < 3; i++) grow();
        int forkedAt = 1 + random.nextInt(3);
        forgery = truth.subList(0, forkedAt);
        nodes.forEach(node -> node.shown = truth);
    }

    /** Makes a payment; it is in one of the next blocks. */
    int pay() {
        waiting.add(payments);
        return payments++;
    }

    /** No more reorganisations, and nobody lags. */
    void calmDown() {
        calm = true;
    }

    Set<Integer> paid() {
        Set<Integer> all = new HashSet<>();
        truth.forEach(block -> all.addAll(block.payments()));
        return all;
    }

    /** One block time. */
    void tick() {
        if (!calm && truth.size() > 2 + REORG_DEPTH_MAX && random.nextInt(8) == 0) reorganise();
        grow();
        while (forgery.size() < truth.size()) {
            boolean first = forgery.stream().noneMatch(block -> block.payments().contains(FORGED));
            forgery = SimBlock.grown(forgery, hashes++, first ? Set.of(FORGED) : Set.of());
        }
        for (SimNode node : nodes) {
            boolean lags = !calm && random.nextInt(4) == 0;
            if (node.kind == Kind.FORKS) node.shown = forgery;
            else if (!lags) node.shown = truth;
        }
    }

    private void grow() {
        Set<Integer> included = new HashSet<>();
        waiting.removeIf(payment -> (calm || random.nextBoolean()) && included.add(payment));
        truth = SimBlock.grown(truth, hashes++, included);
    }

    /** What fell comes back in the new blocks, perhaps at another height. */
    private void reorganise() {
        int depth = 1 + random.nextInt(REORG_DEPTH_MAX);
        truth.subList(truth.size() - depth, truth.size()).forEach(block -> waiting.addAll(block.payments()));
        truth = truth.subList(0, truth.size() - depth);
        for (int i = 1; i < depth; i++) grow();
    }
}

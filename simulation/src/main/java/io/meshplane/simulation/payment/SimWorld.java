package io.meshplane.simulation.payment;

import io.meshplane.simulation.payment.SimNode.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The true chain, the liars' chain, and the nodes that show one or the other. */
final class SimWorld {
    /** The payment that only the liars' chain knows, or that altered bodies show. */
    static final int FORGED = -1;

    /** Deeper than what makes a payment count: some that were credited fall. */
    private static final int REORGANISATION_DEPTH_MAX = 6;

    private static final int ONE_BLOCK_IN_REORGANISES = 8;
    private static final int ONE_LOOK_IN_LAGS = 4;
    private static final int ONE_FALLEN_IN_IS_LOST = 4;

    final List<SimNode> nodes;
    private final Random random;
    private List<SimBlock> truth = List.of();
    private List<SimBlock> forgery;
    private final List<Integer> waiting = new ArrayList<>();
    private final Set<Integer> lost = new HashSet<>();
    private long hashes;
    private int payments;
    private int reorganisations;
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

    int reorganisations() {
        return reorganisations;
    }

    /** Whether a payment fell and never comes back. */
    boolean isLost(int payment) {
        return lost.contains(payment);
    }

    /** Payments in the true chain as it stands. */
    Set<Integer> paid() {
        Set<Integer> all = new HashSet<>();
        truth.forEach(block -> all.addAll(block.payments()));
        return all;
    }

    /** One block time. */
    void tick() {
        boolean deepEnough = truth.size() > 2 + REORGANISATION_DEPTH_MAX;
        if (!calm && deepEnough && random.nextInt(ONE_BLOCK_IN_REORGANISES) == 0) reorganise();
        grow();
        while (forgery.size() < truth.size()) {
            boolean first = forgery.stream().noneMatch(block -> block.payments().contains(FORGED));
            forgery = SimBlock.grown(forgery, hashes++, first ? Set.of(FORGED) : Set.of());
        }
        for (SimNode node : nodes) {
            boolean lags = !calm && random.nextInt(ONE_LOOK_IN_LAGS) == 0;
            if (node.forks()) node.shown = forgery;
            else if (!lags && node.kind != Kind.STANDS_STILL) node.shown = truth;
        }
    }

    private void grow() {
        Set<Integer> included = new HashSet<>();
        waiting.removeIf(payment -> (calm || random.nextBoolean()) && included.add(payment));
        truth = SimBlock.grown(truth, hashes++, included);
    }

    /** What fell comes back in the new blocks, perhaps at another height, or never: its payer spent the coin elsewhere. */
    private void reorganise() {
        reorganisations++;
        int depth = 1 + random.nextInt(REORGANISATION_DEPTH_MAX);
        for (SimBlock block : truth.subList(truth.size() - depth, truth.size())) {
            for (int payment : block.payments()) {
                if (random.nextInt(ONE_FALLEN_IN_IS_LOST) == 0) lost.add(payment);
                else waiting.add(payment);
            }
        }
        truth = truth.subList(0, truth.size() - depth);
        for (int i = 1; i < depth; i++) grow();
    }
}

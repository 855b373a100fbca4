package io.meshplane.simulation.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.ChainLink;
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

    /** Deeper than what makes most payments count: some that were credited fall. */
    private static final int REORGANISATION_DEPTH_MAX = 6;

    private static final int ONE_BLOCK_IN_REORGANISES = 8;
    private static final int ONE_LOOK_IN_LAGS = 4;
    private static final int ONE_BLOCK_IN_FINALIZES = 3;
    /** Worlds whose validators take back what they called final. */
    private static final int ONE_WORLD_IN_BREAKS_ITS_WORD = 8;

    private static final int ONE_FALLEN_IN_IS_LOST = 4;

    final List<SimNode> nodes;
    private final Random random;
    private List<SimBlock> truth = List.of();
    private List<SimBlock> forgery;
    private final List<Integer> waiting = new ArrayList<>();
    private final Set<Integer> lost = new HashSet<>();
    private final boolean breaksItsWord;
    private final Set<Hash32> everFinal = new HashSet<>();
    private int finalized;
    private long hashes;
    private int payments;
    private int reorganisations;
    private boolean calm;

    SimWorld(List<SimNode> nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
        breaksItsWord = random.nextInt(ONE_WORLD_IN_BREAKS_ITS_WORD) == 0;
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

    /** Whether the chain's validators ever called a block final. */
    boolean wasFinal(Hash32 block) {
        return everFinal.contains(block);
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
        if (calm || random.nextInt(ONE_BLOCK_IN_FINALIZES) == 0) finalizeMore();
        while (forgery.size() < truth.size()) {
            boolean first = forgery.stream().noneMatch(block -> block.payments().contains(FORGED));
            forgery = SimBlock.grown(forgery, hashes++, first ? Set.of(FORGED) : Set.of());
        }
        for (SimNode node : nodes) {
            boolean lags = !calm && random.nextInt(ONE_LOOK_IN_LAGS) == 0;
            if (node.forks()) node.shown = forgery;
            else if (!lags && node.kind != Kind.STANDS_STILL) node.shown = truth;
            if (!lags) node.finalized = finalizedAsSaidBy(node);
        }
    }

    private void finalizeMore() {
        finalized = Math.max(finalized, truth.size() - 3 - (calm ? 0 : random.nextInt(3)));
        truth.subList(0, finalized + 1)
                .forEach(block -> everFinal.add(block.link().hash()));
    }

    /** Whoever lies calls the newest block final. */
    private ChainLink finalizedAsSaidBy(SimNode node) {
        return node.isHonest()
                ? truth.get(finalized).link()
                : node.shown.getLast().link();
    }

    private void grow() {
        Set<Integer> included = new HashSet<>();
        waiting.removeIf(payment -> (calm || random.nextBoolean()) && included.add(payment));
        truth = SimBlock.grown(truth, hashes++, included);
    }

    /** What fell comes back in the new blocks, perhaps at another height, or never: its payer spent the coin elsewhere. */
    private void reorganise() {
        int deepest = breaksItsWord ? REORGANISATION_DEPTH_MAX : truth.size() - 1 - finalized;
        if (deepest == 0) return;
        reorganisations++;
        int depth = 1 + random.nextInt(Math.min(deepest, REORGANISATION_DEPTH_MAX));
        for (SimBlock block : truth.subList(truth.size() - depth, truth.size())) {
            for (int payment : block.payments()) {
                if (random.nextInt(ONE_FALLEN_IN_IS_LOST) == 0) lost.add(payment);
                else waiting.add(payment);
            }
        }
        truth = truth.subList(0, truth.size() - depth);
        finalized = Math.min(finalized, truth.size() - 1);
        for (int i = 1; i < depth; i++) grow();
    }
}

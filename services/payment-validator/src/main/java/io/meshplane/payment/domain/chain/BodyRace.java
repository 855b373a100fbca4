package io.meshplane.payment.domain.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One block's body is read from whichever full node delivers it first. A node is asked once at most. The next one is asked when
 * one has failed, or when it takes too long and the budget allows a hedge. It decides; whoever runs it asks, waits and cancels.
 *
 * @param waiting not asked yet, in the order to ask them
 * @param asked in flight
 * @param misfits sent a body that its hash refutes, each with what is wrong
 * @param unknown sent something that is not known here, each with what
 * @param quiet whether somebody sent nothing that can be judged
 * @param winner sent the body, if anybody did
 */
public record BodyRace(
        List<FullNode> waiting,
        SortedSet<FullNode> asked,
        SortedMap<FullNode, String> misfits,
        SortedMap<FullNode, String> unknown,
        boolean quiet,
        Optional<FullNode> winner) {
    public BodyRace {
        waiting = List.copyOf(waiting);
    }

    /** What a node sent. */
    public sealed interface Sent {
        /** A body that its hash proves. */
        record Proven() implements Sent {}

        /** One that its hash refutes. */
        record Refuted(String flaw) implements Sent {}

        /** One with something that is not known here. */
        record Unknown(String what) implements Sent {}

        /** Nothing, nothing in time, or nothing that can be read. */
        record Nothing() implements Sent {}
    }

    /**
     * The race after something happened.
     *
     * @param ask whom to ask now, if anybody
     */
    public record Turn(BodyRace race, Optional<FullNode> ask, HedgeBudget budget) {}

    /** @param order the nodes that have the block, each once, the best first */
    public static Turn start(List<FullNode> order, HedgeBudget budget) {
        BodyRace race = new BodyRace(order, new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), false, Optional.empty());
        return race.askNext(budget.earned());
    }

    /** Nobody answered for as long as a hedge waits. */
    public Turn hedge(HedgeBudget budget) {
        if (isOver() || waiting.isEmpty() || !budget.allows()) return new Turn(this, Optional.empty(), budget);
        return askNext(budget.spent());
    }

    /** A node that was asked has sent something; once the race is over nothing counts any more. */
    public Turn ended(FullNode node, Sent sent, HedgeBudget budget) {
        if (isOver() || !asked.contains(node)) return new Turn(this, Optional.empty(), budget);
        BodyRace next = without(node);
        return switch (sent) {
            case Sent.Proven ignored ->
                new Turn(
                        new BodyRace(waiting, next.asked, misfits, unknown, quiet, Optional.of(node)),
                        Optional.empty(),
                        budget);
            case Sent.Refuted(String flaw) ->
                new BodyRace(waiting, next.asked, plus(misfits, node, flaw), unknown, quiet, winner).askIfIdle(budget);
            case Sent.Unknown(String what) ->
                new BodyRace(waiting, next.asked, misfits, plus(unknown, node, what), quiet, winner).askIfIdle(budget);
            case Sent.Nothing ignored ->
                new BodyRace(waiting, next.asked, misfits, unknown, true, winner).askIfIdle(budget);
        };
    }

    /** Whether a body was proven, or nobody is left who could send one. */
    public boolean isOver() {
        return winner.isPresent() || (waiting.isEmpty() && asked.isEmpty());
    }

    /** Whether all that were asked sent something, and none of it fits: the block has a form that is not known here. */
    public boolean isUnsupported() {
        return isOver() && winner.isEmpty() && !quiet && !(misfits.isEmpty() && unknown.isEmpty());
    }

    /** Those whose word is refuted: another one had the true body. */
    public SortedMap<FullNode, String> liars() {
        if (winner.isEmpty()) return new TreeMap<>();
        SortedMap<FullNode, String> all = new TreeMap<>(misfits);
        all.putAll(unknown);
        return all;
    }

    /** A node failed: the next is asked at once, unless a hedge runs already. */
    private Turn askIfIdle(HedgeBudget budget) {
        return asked.isEmpty() ? askNext(budget) : new Turn(this, Optional.empty(), budget);
    }

    private Turn askNext(HedgeBudget budget) {
        if (waiting.isEmpty()) return new Turn(this, Optional.empty(), budget);
        FullNode next = waiting.getFirst();
        List<FullNode> rest = new ArrayList<>(waiting.subList(1, waiting.size()));
        rest.remove(next);
        SortedSet<FullNode> more = new TreeSet<>(asked);
        more.add(next);
        return new Turn(new BodyRace(rest, more, misfits, unknown, quiet, winner), Optional.of(next), budget);
    }

    private BodyRace without(FullNode node) {
        SortedSet<FullNode> fewer = new TreeSet<>(asked);
        fewer.remove(node);
        return new BodyRace(waiting, fewer, misfits, unknown, quiet, winner);
    }

    private static SortedMap<FullNode, String> plus(Map<FullNode, String> map, FullNode node, String words) {
        SortedMap<FullNode, String> more = new TreeMap<>(map);
        more.put(node, words);
        return more;
    }
}

package io.meshplane.route.domain.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a node leaves the way it has. It does if that way is gone, or if another is better by a factor; else it stays, so that
 * routes do not flap between ways that hardly differ. The only place where what was decided before plays a part.
 *
 * @param factorThousandths 1000 to 10,000: how many times better another way must be; 1000 = any better way is taken
 */
public record Hysteresis(int factorThousandths) {
    private static final int THOUSAND = 1000;
    private static final int FACTOR_MAX = 10_000;

    public Hysteresis {
        if (factorThousandths < THOUSAND || factorThousandths > FACTOR_MAX) {
            throw new IllegalArgumentException("factor outside 1-10: " + factorThousandths + "/1000");
        }
    }

    /** The terms of a way as they are now, over the same slots; empty if a part of it is not usable, or its slots have moved. */
    public static Optional<Path> asItIsNow(Graph graph, Path old) {
        List<Integer> arcs = new ArrayList<>(old.steps().size());
        for (Path.Step step : old.steps()) {
            int arc = step.arc();
            if (!graph.isUsable(arc) || graph.sender(arc) != step.from() || graph.receiver(arc) != step.to()) {
                return Optional.empty();
            }
            arcs.add(arc);
        }
        return Optional.of(Path.over(graph, arcs));
    }

    /** Whether another way is to be taken, where one sum decides. */
    public boolean leaves(long present, long other) {
        if (present <= other) return false;
        BigInteger needed = BigInteger.valueOf(other).multiply(BigInteger.valueOf(factorThousandths));
        return BigInteger.valueOf(present)
                        .multiply(BigInteger.valueOf(THOUSAND))
                        .compareTo(needed)
                >= 0;
    }

    /**
     * Whether the other way is to be taken.
     *
     * @param present with today's terms ({@link #asItIsNow})
     */
    public boolean leaves(Path present, Path other, Policy policy) {
        return switch (policy) {
            case Policy.Least least -> leaves(present.total(least.first()), other.total(least.first()));
            case Policy.Balanced balanced -> {
                double step = StrictMath.log(factorThousandths / (double) THOUSAND) / StrictMath.log(2);
                yield balanced.rule().compare(other, present) < 0
                        && balanced.rule().score(other) + step
                                <= balanced.rule().score(present);
            }
        };
    }
}

package io.meshplane.route.domain.graph;

import java.util.Optional;

/**
 * The way that was chosen, and why.
 *
 * @param runnerUp the best way, by the same policy and bounds, that leaves over another first hop: what the node would turn to if it
 *     lost this one; a parallel link counts as another hop. Empty if there is none
 * @param complete false: a limit on the work was reached, and a better way may have been missed
 */
public record Choice(Path path, Optional<Path> runnerUp, Why why, boolean complete) {

    /** What makes the chosen way better than the runner-up. */
    public sealed interface Why {
        /** There is no other first hop that leads there. */
        record OnlyWay() implements Why {}

        /** Whether there is another way was not found out within the limit. */
        record RunnerUpUnknown() implements Why {}

        /** The first criterion in which they differ, and by how much the chosen one is lower. */
        record Lower(Criterion criterion, long by) implements Why {}

        /** The scores, rounded; equal ones are told apart by price. */
        record BetterScore(double score, double runnerUpScore) implements Why {}

        /** The runner-up is better, but not by enough for the node to leave the way it has ({@link Hysteresis}). */
        record Held() implements Why {}

        /** All that counts is equal; the names decide. */
        record ByName() implements Why {}
    }
}

package io.meshplane.route.adapter.http;

import io.meshplane.route.domain.RouteQuestions.Explanation;
import io.meshplane.route.domain.graph.Choice.Why;
import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.PriceUnit;
import org.jspecify.annotations.Nullable;

/**
 * What decided between a route and its runner-up.
 *
 * @param criterion of LOWER: the first one in which they differ
 * @param by of LOWER: by how much the route is lower, in the criterion's unit (price: base units per 10^9 bytes)
 * @param score of BETTER_SCORE, rounded; the lower the better
 * @param runnerUpScore of BETTER_SCORE
 * @param complete false: a limit on the work was reached, and a better way may have been missed
 */
public record WhyAnswer(
        Reason reason,
        @Nullable Criterion criterion,
        @Nullable String by,
        @Nullable Double score,
        @Nullable Double runnerUpScore,
        boolean complete) {

    /** In one word. */
    public enum Reason {
        /** No other first hop leads there. */
        ONLY_WAY,
        /** The route is lower in a criterion. */
        LOWER,
        /** It has the better balance of price and metric. */
        BETTER_SCORE,
        /** The runner-up is better, but not by enough to leave the way that the node has. */
        HELD,
        /** All that counts is equal: names decide, or the node keeps what it has. */
        EQUAL,
        /** Whether there is another way was not found out within the limit. */
        UNKNOWN
    }

    static WhyAnswer of(Explanation explanation, PriceUnit unit) {
        boolean complete = explanation.complete();
        return switch (explanation.why()) {
            case Why.OnlyWay _ -> plain(Reason.ONLY_WAY, complete);
            case Why.RunnerUpUnknown _ -> plain(Reason.UNKNOWN, complete);
            case Why.Held _ -> plain(Reason.HELD, complete);
            case Why.ByName _ -> plain(Reason.EQUAL, complete);
            case Why.Lower(Criterion criterion, long by) -> {
                String text = criterion == Criterion.PRICE ? unit.price(by).toString() : Long.toString(by);
                yield new WhyAnswer(Reason.LOWER, criterion, text, null, null, complete);
            }
            case Why.BetterScore(double score, double runnerUp) ->
                new WhyAnswer(Reason.BETTER_SCORE, null, null, score, runnerUp, complete);
        };
    }

    private static WhyAnswer plain(Reason reason, boolean complete) {
        return new WhyAnswer(reason, null, null, null, null, complete);
    }
}

package io.meshplane.payment.domain.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a full node answers.
 *
 * @param averageMicros moving average of its latency; an unanswered request counts with the time it took
 * @param inFlight when the requests went out that wait for an answer, oldest first; at most {@link #IN_FLIGHT_MAX}
 */
public record Pace(long averageMicros, Latencies recent, List<Instant> inFlight) {
    public static final Pace UNKNOWN = new Pace(0, Latencies.NONE, List.of());
    static final int IN_FLIGHT_MAX = 64;
    private static final int WEIGHT = 8;

    public Pace {
        inFlight = List.copyOf(inFlight);
    }

    Pace asked(Instant at) {
        if (inFlight.size() == IN_FLIGHT_MAX) return this;
        List<Instant> more = new ArrayList<>(inFlight);
        more.add(at);
        more.sort(null);
        return new Pace(averageMicros, recent, more);
    }

    Pace ended(Instant askedAt, Instant at) {
        long micros = micros(askedAt, at);
        long average = averageMicros == 0 ? micros : averageMicros + (micros - averageMicros) / WEIGHT;
        return new Pace(average, recent.with(micros), without(askedAt));
    }

    /** Given up before it was answered: the node is at least so slow, but perhaps much slower. */
    Pace dropped(Instant askedAt, Instant at) {
        return new Pace(Math.max(averageMicros, micros(askedAt, at)), recent, without(askedAt));
    }

    private List<Instant> without(Instant askedAt) {
        List<Instant> fewer = new ArrayList<>(inFlight);
        fewer.remove(askedAt);
        return fewer;
    }

    /** How long the oldest request in flight waits; zero if none does. */
    public Duration oldestInFlight(Instant now) {
        return inFlight.isEmpty() || inFlight.getFirst().isAfter(now)
                ? Duration.ZERO
                : Duration.between(inFlight.getFirst(), now);
    }

    /** The average, or the age of the oldest request in flight if that is more: a hang shows before its deadline. */
    public long effectiveMicros(Instant now) {
        return Math.max(averageMicros, oldestInFlight(now).toNanos() / 1_000);
    }

    private static long micros(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1_000);
    }
}

package io.meshplane.payment.domain.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest latencies of something, at most {@link #KEPT}.
 *
 * @param micros oldest first
 */
public record Latencies(List<Long> micros) {
    public static final int KEPT = 128;
    public static final Latencies NONE = new Latencies(List.of());

    public Latencies {
        micros = List.copyOf(micros);
        if (micros.size() > KEPT) throw new IllegalArgumentException("more than " + KEPT + " latencies");
    }

    public Latencies with(long next) {
        List<Long> longer = new ArrayList<>(micros.size() == KEPT ? micros.subList(1, KEPT) : micros);
        longer.add(next);
        return new Latencies(longer);
    }

    /**
     * A quantile, by nearest rank.
     *
     * @param percent 1 to 100
     * @return 0 if there is none
     */
    public long quantileMicros(int percent) {
        if (micros.isEmpty()) return 0;
        List<Long> sorted = micros.stream().sorted().toList();
        return sorted.get((micros.size() * percent + 99) / 100 - 1);
    }
}

package io.meshplane.payment.domain.usage;

import io.meshplane.payment.domain.usage.BillingHistory.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/** A day of traffic over a lossy link, second by second, with changes of price, as its two ends count it. */
final class Day {
    static final long MILLIS = 86_400_000;
    private static final int SECONDS = 86_400;
    private static final int[] PRICE_CHANGES = {25_000, 25_001, 61_234, 80_000};

    private final long[] sent = new long[SECONDS + 1];
    private final long[] received = new long[SECONDS + 1];

    Day(Random random) {
        for (int second = 0; second < SECONDS; second++) {
            long bytes = random.nextInt(10) < 3 ? random.nextLong(12_500_000) : random.nextLong(20_000);
            sent[second + 1] = sent[second] + bytes;
            received[second + 1] = received[second] + bytes - random.nextLong(1 + bytes / 20);
        }
    }

    long versions() {
        return 1L + PRICE_CHANGES.length;
    }

    /** What an end tells when it pauses so many milliseconds between two samples; its last word is the day's end. */
    List<Told> samples(End end, Random random, ToLongFunction<Random> pauseMillis) {
        List<Told> samples = new ArrayList<>();
        long ordinal = 0;
        for (long at = pauseMillis.applyAsLong(random); at < MILLIS; at += pauseMillis.applyAsLong(random)) {
            samples.add(sample(end, ++ordinal, (int) (at / 1_000)));
        }
        samples.add(sample(end, ++ordinal, SECONDS));
        return samples;
    }

    private Told sample(End end, long ordinal, int second) {
        long[] counter = end == End.SELLER ? sent : received;
        List<Cut> cuts = new ArrayList<>(List.of(new Cut(0, 1)));
        for (int i = 0; i < PRICE_CHANGES.length && PRICE_CHANGES[i] <= second; i++) {
            cuts.add(new Cut(counter[PRICE_CHANGES[i]], i + 2L));
        }
        Sample sample = new Sample(ordinal, counter[second], 64, 0, cuts);
        return new Told(new RunKey(end, BillingHistory.INTERFACE, "", 1), sample);
    }
}

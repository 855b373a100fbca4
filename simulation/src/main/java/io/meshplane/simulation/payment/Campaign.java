package io.meshplane.simulation.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many trials with seeds one after the other. */
public final class Campaign {
    private static final int SHOWN_MAX = 20;

    /**
     * What came of it.
     *
     * @param finalThatFell credits that were taken back although their block had been final
     * @param broken the first trials that did not hold, at most {@value #SHOWN_MAX}
     * @param brokenTrials how many did not
     */
    public record Result(
            long trials,
            long firstSeed,
            long payments,
            long reorganisations,
            long crashes,
            long finalThatFell,
            long brokenTrials,
            List<Trial.Outcome> broken) {
        public Result {
            broken = List.copyOf(broken);
        }
    }

    /** Runs them on all cores. */
    public static Result run(long trials, long firstSeed, Flaw flaw) {
        AtomicLong payments = new AtomicLong();
        AtomicLong reorganisations = new AtomicLong();
        AtomicLong crashes = new AtomicLong();
        AtomicLong finalThatFell = new AtomicLong();
        AtomicLong brokenTrials = new AtomicLong();
        List<Trial.Outcome> broken = new ArrayList<>();
        LongStream.range(0, trials).parallel().forEach(trial -> {
            Trial.Outcome outcome = Trial.run(firstSeed + trial, flaw);
            payments.addAndGet(outcome.payments());
            reorganisations.addAndGet(outcome.reorganisations());
            crashes.addAndGet(outcome.crashes());
            finalThatFell.addAndGet(outcome.finalThatFell());
            if (outcome.violations().isEmpty()) return;
            brokenTrials.incrementAndGet();
            synchronized (broken) {
                if (broken.size() < SHOWN_MAX) broken.add(outcome);
            }
        });
        return new Result(
                trials,
                firstSeed,
                payments.get(),
                reorganisations.get(),
                crashes.get(),
                finalThatFell.get(),
                brokenTrials.get(),
                broken);
    }

    private Campaign() {}
}

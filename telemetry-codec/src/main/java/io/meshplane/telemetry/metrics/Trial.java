package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.entropy.BitCounter;
import io.meshplane.telemetry.entropy.ContextMixer;

/** Measures what a formula would have cost over the history: codes it with a model that knows nothing, and counts. */
final class Trial {
    private static final int SLOT_BITS = 11;
    /** Entries a series takes: a partner before it, its rival, the series, a partner behind it. */
    private static final int ENTRIES = 4;

    private static final long[] NO_SUMS = {};

    private final History history;
    private final SeriesState state = new SeriesState();
    private final ContextMixer mixer = new ContextMixer(SLOT_BITS, Contexts.SETS);
    private final Values values = new Values(state, mixer);
    private final Residuals residuals = new Residuals(state, mixer);
    private final BitCounter counter = new BitCounter();

    Trial(History history) {
        this.history = history;
    }

    private void begin() {
        mixer.reset();
        values.reset();
        residuals.reset();
        counter.reset();
        state.count = 0;
    }

    /**
     * The cost of a formula other than LINEAR.
     *
     * @param members series that share it; members[0] to members[count - 1]
     * @param partners for each its partner or -1
     * @param rivals for each its partner's rival or -1
     */
    double cost(Formula formula, int[] members, int count, int[] partners, int[] rivals) {
        begin();
        for (int i = 0; i < count; i++) enter(formula, members[i], partners[i], rivals[i]);
        for (int at = 1; at < history.size(); at++) {
            values.beginRow(history.elapsed(at), usualMs(), NO_SUMS);
            for (int i = 0; i < count; i++) step(members[i], partners[i], rivals[i], ENTRIES * i + 2, at);
        }
        return counter.bits();
    }

    /** The cost for one series more, with what the trials since the last {@link #cost} have taught. */
    double further(Formula formula, int member, int partner, int rival) {
        double before = counter.bits();
        int s = enter(formula, member, partner, rival);
        for (int at = 1; at < history.size(); at++) {
            values.beginRow(history.elapsed(at), usualMs(), NO_SUMS);
            step(member, partner, rival, s, at);
        }
        return counter.bits() - before;
    }

    private long usualMs() {
        long span = 0;
        for (int at = 1; at < history.size(); at++) span += history.elapsed(at);
        return span / (history.size() - 1);
    }

    private int enter(Formula formula, int member, int partner, int rival) {
        int s = state.count + 2;
        for (int entry = 0; entry < ENTRIES; entry++) state.add(1, s, formula, 0);
        if (partner >= 0) state.partner[s] = partner < member ? s - 2 : s + 1;
        if (rival >= 0) state.rival[s] = s - 1;
        state.last[s] = history.value(member, 0);
        state.memory[s] = formula.kind == Formula.Kind.RESTING ? state.last[s] : 0;
        state.seen[s] = 1;
        return s;
    }

    private void step(int member, int partner, int rival, int s, int at) {
        if (rival >= 0) state.delta[s - 1] = history.delta(rival, at);
        if (partner >= 0) {
            boolean before = partner < member;
            state.delta[before ? s - 2 : s + 1] =
                    before ? history.delta(partner, at) : at > 1 ? history.delta(partner, at - 1) : 0;
        }
        values.code(counter, s, history.value(member, at), null);
    }

    /** The cost of residuals[1] to residuals[size - 1] as noise, in grains. */
    double noiseCost(long[] noise, int size, int grain) {
        begin();
        state.add(1, 0, Formula.FIRST, 0);
        for (int at = 1; at < size; at++) {
            residuals.noise(counter, 0, Math.floorDiv(noise[at] + grain / 2, grain), 0);
            if (state.seen[0] < 255) state.seen[0]++;
        }
        return counter.bits();
    }
}

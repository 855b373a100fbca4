package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that both ends of a chain know of its metrics, and the steps of a message, which a writer and a reader take in the same
 * order: announce, activate, reform, formulas, rows.
 */
final class MetricModel {
    private static final int INTERVALS = 0;

    final SeriesBook book = new SeriesBook();
    final SeriesState state = new SeriesState();
    private final ContextMixer mixer;
    private final BookCoder announcements;
    private final FormulaCoder formulaCoder;
    private final Values values;
    private final Schedule schedule;
    private boolean[] active = new boolean[16];
    private Formula[] classFormulas = new Formula[16];
    private byte[] classDecimals = new byte[16];
    private int[] newestOfClass = new int[16];
    private boolean timed;
    private long lastTimeMs;
    private long lastSpecial;

    /** @param slotBits binary logarithm of the number of context slots */
    MetricModel(int slotBits) {
        mixer = new ContextMixer(slotBits, Contexts.SETS);
        announcements = new BookCoder(book, mixer);
        formulaCoder = new FormulaCoder(mixer);
        values = new Values(state, mixer);
        schedule = new Schedule(book, state);
        begin();
    }

    /** Forgets everything: the next message is the first of a chain. */
    void reset() {
        mixer.reset();
        book.clear();
        announcements.reset();
        values.reset();
        state.count = 0;
        timed = false;
        lastTimeMs = 0;
        lastSpecial = 0;
        Arrays.fill(active, false);
        Arrays.fill(classFormulas, null);
        Arrays.fill(classDecimals, (byte) 0);
        Arrays.fill(newestOfClass, 0);
        begin();
    }

    private void begin() {
        state.add(INTERVALS, INTERVALS, Formula.simple(Formula.Kind.LEVEL, 1, Formula.MAX_PULL), 0);
        schedule.invalidate();
    }

    int sizeBytes() {
        return mixer.sizeBytes() + values.sizeBytes() + state.sizeBytes() + book.sizeBytes();
    }

    /** See {@link ContextMixer#touch}. */
    int touch() {
        return mixer.touch();
    }

    boolean isActive(int s) {
        return s < active.length && active[s];
    }

    /** The formula of a class, if one was announced. */
    @Nullable Formula classFormula(int c) {
        return c < classFormulas.length ? classFormulas[c] : null;
    }

    /** Decimals with which a new series of that name begins. */
    int defaultDecimals(String name) {
        int c = book.findClass(name);
        return c < 0 || c >= classDecimals.length ? 0 : classDecimals[c];
    }

    /** A count that the message begins a part with. */
    int count(BitPort port, int value, int kind, int limit) throws MalformedException {
        choose(kind, 0);
        long read = Integers.natural(mixer, port, value);
        if (read < 0 || read > limit) throw new MalformedException("more than " + limit);
        return (int) read;
    }

    /** Announces a series, which is active from now on. */
    int announce(BitPort port, @Nullable SeriesId id, MetricTable.Kind kind) throws MalformedException {
        int s = announcements.announce(port, id, kind);
        int c = announcedClass();
        Formula known = classFormulas[c];
        state.add(
                c,
                book.groupOf(s),
                known == null ? Formula.FIRST : known,
                book.kind(s) == MetricTable.Kind.COUNT ? 0 : classDecimals[c]);
        state.classMate[s] = newestOfClass[c];
        newestOfClass[c] = s;
        if (s >= active.length) active = Arrays.copyOf(active, active.length * 2);
        active[s] = true;
        schedule.invalidate();
        return s;
    }

    void endAnnouncements() {
        announcements.end();
    }

    private int announcedClass() {
        int c = announcements.lastClass();
        if (c >= classFormulas.length) {
            classFormulas = Arrays.copyOf(classFormulas, Math.max(c + 1, classFormulas.length * 2));
            classDecimals = Arrays.copyOf(classDecimals, classFormulas.length);
            newestOfClass = Arrays.copyOf(newestOfClass, classFormulas.length);
        }
        return c;
    }

    /** Which of the series take part: mostly those of the message before. */
    void activate(BitPort port, boolean[] wanted) {
        boolean changed = false;
        for (int s = 1; s < state.count && port.writing(); s++) changed |= wanted[s] != active[s];
        if (!flag(port, changed, 1, 0)) return;
        for (int s = 1; s < state.count; s++) {
            active[s] = flag(port, port.writing() && wanted[s], 2, active[s] ? 1 : 0);
            if (!active[s]) state.delta[s] = 0;
        }
        schedule.invalidate();
    }

    /** The form of a series: decimals, whether its values are irregular, its declared step. */
    void reform(BitPort port, int s, int decimals, boolean irregular, double step) throws MalformedException {
        boolean same = decimals == state.decimals[s] && irregular == state.irregular[s] && step == book.step(s);
        if (flag(port, same, 3, 0)) return;
        int read = (int) port.raw(decimals, 4);
        if (read > Decimals.MAX && read != Decimals.ORDERED) throw new MalformedException("decimals");
        if (read != state.decimals[s]) state.rescale(s, read);
        classDecimals[state.classOf[s]] = (byte) read;
        state.irregular[s] = flag(port, irregular, 4, 0);
        if (flag(port, step != book.step(s), 5, 0)) {
            double declared = Double.longBitsToDouble(port.raw(Double.doubleToRawLongBits(step), 64));
            if (!(declared >= 0) || Double.isInfinite(declared)) throw new MalformedException("step");
            book.declareStep(s, declared);
        }
    }

    /**
     * A formula for a class, all whose series take it.
     *
     * @param after the class of the announcement before in this message, or 0: they come in order
     * @return the class
     */
    int assignClass(BitPort port, int after, int wanted, @Nullable Formula formula) throws MalformedException {
        int c = after + 1 + count(port, wanted - after - 1, 11, book.classCount() - after - 2);
        Formula read = formulaCoder.code(port, formula, book.classCount(), book.size());
        classFormulas[c] = read;
        for (int s = newestOfClass[c]; s > 0; s = state.classMate[s]) state.assign(s, read);
        schedule.invalidate();
        return c;
    }

    /** A formula for one series; otherwise as {@link #assignClass}. */
    int assignSeries(BitPort port, int after, int wanted, @Nullable Formula formula) throws MalformedException {
        int s = after + 1 + count(port, wanted - after - 1, 12, book.size() - after - 2);
        state.assign(s, formulaCoder.code(port, formula, book.classCount(), book.size()));
        schedule.invalidate();
        return s;
    }

    /** Which series take part; to be read only. */
    boolean[] active() {
        return active;
    }

    /** Series that take part in a message of now, the clock not counted. */
    int activeCount() {
        int count = 0;
        for (int s = 1; s < state.count; s++) if (active[s]) count++;
        return count;
    }

    /** All scrapes of a message. */
    void rows(BitPort port, Cells cells) throws MalformedException {
        schedule.resolve(active);
        for (int row = 0; row < cells.rows(); row++) {
            long usualMs = state.last[SeriesState.CLOCK] + (state.memory[SeriesState.CLOCK] >> 8);
            long elapsedMs = time(port, cells, row);
            values.beginRow(elapsedMs, state.seen[SeriesState.CLOCK] < 2 ? 0 : usualMs, schedule.clearedSums());
            int from = 0;
            for (int stage = 0; stage <= Formula.MAX_STAGE; stage++) {
                int to = schedule.stageEnd(stage);
                for (int i = from; i < to; i++) cell(port, cells, schedule.order[i], row);
                if (schedule.hasSums()) values.finishStage(schedule.order, from, to);
                from = to;
            }
            if (port.exhausted()) throw new MalformedException("cut off");
        }
    }

    private long time(BitPort port, Cells cells, int row) {
        if (!timed) {
            timed = true;
            lastTimeMs = port.raw(cells.time(row), 64);
            cells.setTime(row, lastTimeMs);
            return 0;
        }
        long interval = values.code(port, SeriesState.CLOCK, cells.time(row) - lastTimeMs, null);
        lastTimeMs += interval;
        cells.setTime(row, lastTimeMs);
        return interval;
    }

    private void cell(BitPort port, Cells cells, int s, int row) {
        if (state.irregular[s] && !isRegular(port, cells, s, row)) {
            state.delta[s] = 0;
            return;
        }
        long value = values.code(port, s, cells.value(s, row), schedule.excluded(s));
        if (port.writing() && value != cells.value(s, row))
            throw new IllegalStateException("a value that does not come back");
        cells.set(s, row, Cells.PRESENT, value);
    }

    /** Codes whether a value is there and has the integer form; if not, what it is instead. */
    private boolean isRegular(BitPort port, Cells cells, int s, int row) {
        int wanted = cells.presence(s, row);
        mixer.choose(
                Contexts.FLAG,
                ContextMixer.context(Contexts.FLAG, s, state.presence[s]),
                ContextMixer.context(Contexts.FLAG + 2 * STRIDE, state.classOf[s], state.presence[s]),
                ContextMixer.context(Contexts.FLAG + 3 * STRIDE, state.presence[s], 0));
        boolean regular = mixer.code(port, wanted == Cells.PRESENT ? 1 : 0, 0) == 1;
        boolean absent = !regular && mixer.code(port, wanted == Cells.ABSENT ? 1 : 0, 1) == 1;
        state.presence[s] = regular ? Cells.PRESENT : absent ? Cells.ABSENT : Cells.SPECIAL;
        if (regular) return true;
        if (!absent && mixer.code(port, cells.value(s, row) == lastSpecial ? 1 : 0, 2) == 0) {
            lastSpecial = port.raw(cells.value(s, row), 64);
        }
        cells.set(s, row, state.presence[s], lastSpecial);
        return false;
    }

    private boolean flag(BitPort port, boolean value, int kind, int detail) {
        choose(kind, detail);
        return mixer.code(port, value ? 1 : 0, 0) == 1;
    }

    private void choose(int kind, int detail) {
        int context = ContextMixer.context(Contexts.FLAG + 4 * STRIDE, kind, detail);
        mixer.choose(Contexts.FIELD, context, context + 64, ContextMixer.context(Contexts.FLAG + 5 * STRIDE, kind, 0));
    }
}

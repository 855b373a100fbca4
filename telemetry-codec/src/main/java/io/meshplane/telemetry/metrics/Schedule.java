package io.meshplane.telemetry.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which series are coded, and who is whose partner: what follows from the book and the formulas. */
final class Schedule {
    private final SeriesBook book;
    private final SeriesState state;
    private final int[] stageEnds = new int[Formula.MAX_STAGE + 1];
    int[] order = new int[0];
    /** By series: what its class sums leave out, for each term. */
    private final List<int @Nullable []> excluded = new ArrayList<>();

    private long[] sums = new long[0];
    private boolean hasSums;
    private boolean valid;

    Schedule(SeriesBook book, SeriesState state) {
        this.book = book;
        this.state = state;
    }

    /** To be called after every change of the book, of what is active or of a formula. */
    void invalidate() {
        valid = false;
    }

    void resolve(boolean[] active) throws MalformedException {
        if (valid) return;
        valid = true;
        arrange(active);
        long[] members = members();
        excluded.clear();
        excluded.add(null);
        hasSums = false;
        for (int s = 1; s < state.count; s++) {
            Formula formula = state.formula[s];
            state.partner[s] = member(members, formula.partner, s);
            state.rival[s] = member(members, formula.rival, s);
            excluded.add(formula.terms() > 0 ? exclude(members, formula, s) : null);
        }
        sums = new long[book.classCount()];
    }

    private void arrange(boolean[] active) {
        if (order.length < state.count) order = new int[state.count + state.count / 4];
        int size = 0;
        for (int stage = 0; stage <= Formula.MAX_STAGE; stage++) {
            for (int s = 1; s < state.count; s++) {
                if (active[s] && state.formula[s].stage == stage) order[size++] = s;
            }
            stageEnds[stage] = size;
        }
    }

    /** All series, sorted by group, class and number, for look-ups. */
    private long[] members() throws MalformedException {
        long[] members = new long[state.count - 1];
        for (int s = 1; s < state.count; s++) members[s - 1] = key(book.groupOf(s), state.classOf[s]) | s;
        Arrays.sort(members);
        for (int i = 1; i < members.length; i++) {
            if (members[i] >>> 21 == members[i - 1] >>> 21) throw new MalformedException("a series twice");
        }
        return members;
    }

    private static long key(int group, int classNumber) {
        return ((long) group << 42) | ((long) classNumber << 21);
    }

    /** The series of a class that has the same labels as s; -1 if there is none. */
    private int member(long[] members, int classNumber, int s) {
        if (classNumber < 0) return -1;
        long key = key(book.groupOf(s), classNumber);
        int at = Arrays.binarySearch(members, key);
        int insertion = at < 0 ? -at - 1 : at;
        if (insertion == members.length || members[insertion] >>> 21 != key >>> 21) return -1;
        return (int) members[insertion] & ((1 << 21) - 1);
    }

    private int[] exclude(long[] members, Formula formula, int s) {
        int[] own = new int[formula.terms()];
        for (int i = 0; i < own.length; i++) {
            own[i] = -1;
            if (formula.sources[i] != Formula.CLASS) continue;
            hasSums = true;
            int member = member(members, formula.operands[i], s);
            if (member >= 0 && state.formula[member].stage < formula.stage) own[i] = member;
        }
        return own;
    }

    int stageEnd(int stage) {
        return stageEnds[stage];
    }

    int @Nullable [] excluded(int s) {
        return excluded.get(s);
    }

    boolean hasSums() {
        return hasSums;
    }

    /** Room for the sums of the classes, all zero. */
    long[] clearedSums() {
        if (hasSums) Arrays.fill(sums, 0);
        return sums;
    }
}

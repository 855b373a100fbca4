package io.meshplane.telemetry.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the history says of the classes at a glance: who belongs to them, how lively they are, which move together. */
final class Survey {
    /** Members of a class that are looked at for the whole of it. */
    static final int SAMPLE = 8;

    private static final int NEIGHBOURS = 12;
    private static final double LIVELY = 0.05;
    private static final double BUSY = 0.5;

    private final MetricModel model;
    private final History history;
    private final List<List<Integer>> members = new ArrayList<>();
    private final Map<Long, Integer> byGroupAndClass = new HashMap<>();
    private boolean[] growing = new boolean[0];
    private boolean[] lively = new boolean[0];
    private boolean[] busy = new boolean[0];
    private int[][] samples = new int[0][];

    Survey(MetricModel model, History history) {
        this.model = model;
        this.history = history;
        int classes = model.book.classCount();
        for (int c = 0; c < classes; c++) members.add(new ArrayList<>());
        for (int s = 1; s < model.state.count; s++) {
            if (!model.isActive(s)) continue;
            members.get(model.state.classOf[s]).add(s);
            byGroupAndClass.put(key(model.book.groupOf(s), model.state.classOf[s]), s);
        }
        growing = new boolean[classes];
        lively = new boolean[classes];
        busy = new boolean[classes];
        samples = new int[classes][];
        for (int c = 1; c < classes; c++) look(c);
    }

    private static long key(int group, int c) {
        return ((long) group << 32) | c;
    }

    private void look(int c) {
        long changes = 0;
        long drops = 0;
        for (int s : members.get(c)) {
            for (int at = 1; at < history.size(); at++) {
                long delta = history.delta(s, at);
                if (delta != 0) changes++;
                if (delta < 0) drops++;
            }
        }
        growing[c] = changes > 0 && drops * 20 <= changes;
        long rows = (long) members.get(c).size() * (history.size() - 1);
        lively[c] = changes > LIVELY * rows;
        busy[c] = changes > BUSY * rows;
        Integer[] sorted = members.get(c).toArray(new Integer[0]);
        Arrays.sort(sorted, Comparator.comparingDouble(s -> -activity(s)));
        samples[c] = new int[Math.min(SAMPLE, sorted.length)];
        for (int i = 0; i < samples[c].length; i++) samples[c][i] = sorted[i * sorted.length / samples[c].length];
        Arrays.sort(samples[c]);
    }

    private double activity(int s) {
        double sum = 0;
        for (int at = 1; at < history.size(); at++) sum += size(history.delta(s, at));
        return sum;
    }

    /** About the logarithm. */
    private static int size(long delta) {
        return Contexts.quarterLog(Contexts.size(delta) + 1);
    }

    List<Integer> members(int c) {
        return members.get(c);
    }

    /** Some members of a class, in order. */
    int[] sample(int c) {
        return samples[c];
    }

    /** Whether the values of a class hardly ever fall. */
    boolean isGrowing(int c) {
        return growing[c];
    }

    /** Whether the values of a class change now and then. */
    boolean isLively(int c) {
        return lively[c];
    }

    /** The series of a class with the labels of s, or -1. */
    int companion(int s, int c) {
        return c < 0 ? -1 : byGroupAndClass.getOrDefault(key(model.book.groupOf(s), c), -1);
    }

    /** Whether the values of a class change more often than not. */
    boolean isBusy(int c) {
        return busy[c];
    }

    /** Growing classes whose series with the same labels move most like those of a class; at most a few, the best first. */
    List<Integer> alike(int c, int most) {
        record Likeness(int other, double correlation) {}
        List<Likeness> found = new ArrayList<>();
        int looked = 0;
        for (int distance = 1; distance < members.size() && looked < NEIGHBOURS; distance++) {
            for (int other : new int[] {c - distance, c + distance}) {
                if (other < 1 || other >= members.size() || !lively[other] || !growing[other]) continue;
                if (companion(samples[c][0], other) < 0) continue;
                looked++;
                double correlation = correlation(c, other);
                if (correlation > 0.3) found.add(new Likeness(other, correlation));
            }
        }
        found.sort(Comparator.comparingDouble(l -> -l.correlation()));
        return found.stream().limit(most).map(Likeness::other).toList();
    }

    /** Of the logarithms of the differences. */
    private double correlation(int c, int other) {
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int s : samples[c]) {
            int companion = companion(s, other);
            for (int at = 1; companion >= 0 && at < history.size(); at++) {
                double a = size(history.delta(s, at));
                double b = size(history.delta(companion, at));
                n++;
                x += a;
                y += b;
                xx += a * a;
                yy += b * b;
                xy += a * b;
            }
        }
        double spread = Math.sqrt((n * xx - x * x) * (n * yy - y * y));
        return spread < 1e-9 ? 0 : (n * xy - x * y) / spread;
    }
}

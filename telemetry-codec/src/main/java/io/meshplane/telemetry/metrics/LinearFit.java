package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/** Fits a series' differences by a weighted sum of few candidates: greedy choice, weighted least squares, rounded weights. */
final class LinearFit {
    static final int MAX_CANDIDATES = 24;
    private static final double[] GRIDS = {1, 16, 256, 65_536};
    /** A weight that is so near to a whole number is taken for it. */
    private static final double NEAR = 0.15;

    /** A candidate's differences, and what it is on the wire. */
    private final double[][] candidates = new double[MAX_CANDIDATES][History.ROWS];
    /** What a candidate has that the chosen ones do not: orthogonal to them. */
    private final double[][] news = new double[MAX_CANDIDATES][History.ROWS];

    private final int[] sources = new int[MAX_CANDIDATES];
    private final int[] operands = new int[MAX_CANDIDATES];
    private int count;
    private int size;
    private final double[] target = new double[History.ROWS];
    private final double[] importance = new double[History.ROWS];
    private final double[] rest = new double[History.ROWS];
    private final int[] chosen = new int[Formula.MAX_TERMS];
    private int terms;
    private final double[] solution = new double[Formula.MAX_TERMS];
    private final boolean[] fixed = new boolean[Formula.MAX_TERMS];
    private final int[] weights = new int[Formula.MAX_TERMS];

    /** Begins with a target; at 0 nothing is looked at. */
    void begin(int rows) {
        size = rows;
        count = 0;
        terms = 0;
    }

    double[] target() {
        return target;
    }

    /** Room for one candidate more, to be filled; null if there are enough. */
    double[] candidate(int source, int operand) {
        if (count == MAX_CANDIDATES) return new double[History.ROWS];
        sources[count] = source;
        operands[count] = operand;
        return candidates[count++];
    }

    /** Prepares the search; to be called when target and candidates are filled. */
    void weigh() {
        for (int at = 1; at < size; at++) importance[at] = 1 / (1 + Math.abs(target[at]));
        System.arraycopy(target, 0, rest, 0, size);
        for (int i = 0; i < count; i++) System.arraycopy(candidates[i], 0, news[i], 0, size);
    }

    /**
     * Adds the candidate that explains most of what is left, and fits all chosen ones anew.
     *
     * @return false if none helps
     */
    boolean extend() {
        int best = -1;
        double most = 0;
        for (int i = 0; i < count; i++) {
            double gain = isChosen(i) ? 0 : gain(i);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        if (best < 0 || terms == Formula.MAX_TERMS) return false;
        chosen[terms++] = best;
        for (int i = 0; i < count; i++) if (!isChosen(i)) orthogonalize(news[i], news[best]);
        Arrays.fill(fixed, false);
        if (!solve()) return false;
        for (int at = 1; at < size; at++) {
            rest[at] = target[at];
            for (int i = 0; i < terms; i++) rest[at] -= solution[i] * candidates[chosen[i]][at];
        }
        return true;
    }

    private boolean isChosen(int candidate) {
        for (int i = 0; i < terms; i++) if (chosen[i] == candidate) return true;
        return false;
    }

    /** How much less would be left, squared. */
    private double gain(int candidate) {
        double[] added = news[candidate];
        double square = product(added, added);
        if (square < 1e-6 * product(candidates[candidate], candidates[candidate]) + 1e-9) return 0;
        double product = product(added, rest);
        return product * product / square;
    }

    private void orthogonalize(double[] vector, double[] to) {
        double factor = product(vector, to) / product(to, to);
        for (int at = 1; at < size; at++) vector[at] -= factor * to[at];
    }

    private double product(double[] a, double[] b) {
        double sum = 0;
        for (int at = 1; at < size; at++) sum += importance[at] * a[at] * b[at];
        return sum;
    }

    /**
     * Takes the weights that are near to whole numbers for these, and fits the others anew.
     *
     * @return whether that changed anything
     */
    boolean snap() {
        boolean changed = false;
        for (int i = 0; i < terms; i++) {
            double whole = Math.rint(solution[i]);
            if (whole == 0 || Math.abs(solution[i] - whole) > NEAR) continue;
            fixed[i] = true;
            changed |= solution[i] != whole;
            solution[i] = whole;
        }
        return changed && solve();
    }

    /** Weighted least squares for the weights that are not fixed: normal equations, Gauss' elimination. */
    private boolean solve() {
        double[][] m = new double[terms][terms + 1];
        for (int i = 0; i < terms; i++) {
            m[i][i] = 1;
            m[i][terms] = fixed[i] ? solution[i] : 0;
            for (int j = 0; j <= terms && !fixed[i]; j++) {
                double[] other = j == terms ? target : candidates[chosen[j]];
                m[i][j] = 0;
                for (int at = 1; at < size; at++) m[i][j] += importance[at] * candidates[chosen[i]][at] * other[at];
            }
        }
        for (int i = 0; i < terms; i++) {
            if (Math.abs(m[i][i]) < 1e-9) return false;
            for (int k = 0; k < terms; k++) {
                double factor = m[k][i] / m[i][i];
                for (int j = i; k != i && j <= terms; j++) m[k][j] -= factor * m[i][j];
            }
        }
        for (int i = 0; i < terms; i++) {
            solution[i] = m[i][terms] / m[i][i];
            if (!(Math.abs(solution[i]) < 32_000)) return false;
        }
        return true;
    }

    /** How many ways of rounding there are. */
    static int grids() {
        return GRIDS.length;
    }

    /**
     * Rounds the weights to a grid.
     *
     * @param into what the rounded formula leaves of the target
     */
    void residuals(int grid, long[] into) {
        for (int i = 0; i < terms; i++)
            weights[i] = (int) (Math.rint(solution[i] * GRIDS[grid]) * (65_536 / GRIDS[grid]));
        for (int at = 1; at < size; at++) {
            double sum = 0;
            for (int i = 0; i < terms; i++) sum += weights[i] * candidates[chosen[i]][at];
            into[at] = (long) target[at] - Math.round(sum / 65_536);
        }
    }

    /** The formula as last rounded. */
    Formula formula(int grain, int stage) {
        int[] s = new int[terms];
        int[] o = new int[terms];
        for (int i = 0; i < terms; i++) {
            s[i] = sources[chosen[i]];
            o[i] = operands[chosen[i]];
        }
        return Formula.linear(grain, stage, s, o, Arrays.copyOf(weights, terms));
    }

    /** Weights that are no whole numbers, as last rounded. */
    int fractions() {
        int count = 0;
        for (int i = 0; i < terms; i++) if ((weights[i] & 0xFFFF) != 0) count++;
        return count;
    }

    int terms() {
        return terms;
    }
}

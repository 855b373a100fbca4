package io.meshplane.ingest.adapter.standard.remotewrite;

import io.meshplane.ingest.domain.Allowance;
import java.util.Arrays;

/** A request's table of texts: where they lie in the body, and as which texts of the columns they are known. */
final class Symbols {
    static final int UNKNOWN = -1;
    private static final int BASE = 1024;

    private final Allowance allowance;
    private int[] froms = new int[BASE];
    private int[] tos = new int[BASE];
    private int[] texts = new int[BASE];
    private int count;

    Symbols(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Adds the next; false if there is no memory for it. */
    boolean add(int from, int to) {
        if (count == froms.length) {
            if (!allowance.take(12L * count)) return false;
            froms = Arrays.copyOf(froms, 2 * count);
            tos = Arrays.copyOf(tos, 2 * count);
            texts = Arrays.copyOf(texts, 2 * count);
        }
        froms[count] = from;
        tos[count] = to;
        texts[count++] = UNKNOWN;
        return true;
    }

    boolean has(long index) {
        return index >= 0 && index < count;
    }

    int from(int index) {
        return froms[index];
    }

    int to(int index) {
        return tos[index];
    }

    int text(int index) {
        return texts[index];
    }

    void keepText(int index, int text) {
        texts[index] = text;
    }

    void clear() {
        if (froms.length > BASE) {
            froms = new int[BASE];
            tos = new int[BASE];
            texts = new int[BASE];
        }
        count = 0;
    }
}

package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.domain.TextTable;
import java.util.Arrays;

/** Labels of one series while it is being found: pairs of texts, name and value. Reusable. */
public final class LabelList {
    private int[] pairs = new int[64];
    private int length;

    public void clear() {
        length = 0;
    }

    public void add(int name, int value) {
        if (length == pairs.length) pairs = Arrays.copyOf(pairs, 2 * length);
        pairs[length++] = name;
        pairs[length++] = value;
    }

    /** Adds a label as number {@code index}; those from there on move up. */
    public void insert(int index, int name, int value) {
        add(name, value);
        System.arraycopy(pairs, 2 * index, pairs, 2 * index + 2, length - 2 * index - 2);
        pairs[2 * index] = name;
        pairs[2 * index + 1] = value;
    }

    /** Keeps the first so many entries of {@link #pairs}. */
    public void cut(int kept) {
        length = kept;
    }

    /** Adds a label, in place of one of the same name. */
    public void set(int name, int value) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i] == name) {
                pairs[i + 1] = value;
                return;
            }
        }
        add(name, value);
    }

    /** Brings the labels into the order of their names. */
    public void sort(TextTable texts) {
        for (int i = 2; i < length; i += 2) {
            int name = pairs[i];
            int value = pairs[i + 1];
            int to = i;
            while (to > 0 && texts.compare(pairs[to - 2], name) > 0) {
                pairs[to] = pairs[to - 2];
                pairs[to + 1] = pairs[to - 1];
                to -= 2;
            }
            pairs[to] = name;
            pairs[to + 1] = value;
        }
    }

    /** Whether, sorted, two labels have the same name. */
    public boolean hasTwins() {
        for (int i = 2; i < length; i += 2) if (pairs[i] == pairs[i - 2]) return true;
        return false;
    }

    public int[] pairs() {
        return pairs;
    }

    /** Twice the number of labels. */
    public int length() {
        return length;
    }
}

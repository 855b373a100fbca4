package io.meshplane.telemetry.logs;

import java.util.Arrays;

/**
 * What lines look like: a tree whose paths from the root are the token sequences of the lines seen, values by kind only. Nodes
 * are numbers; children hang in a list, latest first. Flat arrays that grow up to a bound.
 */
final class LineTree {
    static final int ROOT = 0;
    static final int NONE = -1;
    /** Most nodes. */
    static final int MAX_NODES = 1024;
    /** Deepest node. */
    static final int MAX_DEPTH = 255;
    /** Most nodes that one line adds. */
    static final int MAX_NEW_PER_LINE = 64;

    private static final int MAX_FREQUENCY = 255;
    private static final int MAX_TEXT_BYTES = 16 * 1024;

    int size;
    Kind[] kind = new Kind[64];
    short[] parent = new short[64];
    short[] first = new short[64];
    short[] next = new short[64];
    /** A node whose children are a guess at this one's, as long as it has none. */
    short[] twin = new short[64];
    /** Where the text of a literal begins; the slot of a value. */
    short[] reference = new short[64];

    byte[] length = new byte[64];
    short[] frequency = new short[64];
    byte[] depth = new byte[64];
    /** Number of the line that used it last. */
    int[] used = new int[64];
    /** True once two lines have used it. */
    boolean[] again = new boolean[64];
    /** Odds that the next token is none of the children. */
    int[] novel = new int[64];
    /** Odds that a guess at this node is right, by how sure the guesser was. */
    int[] guessed = new int[128];
    /** On leaves: the leaf that came next, and how often in a row. */
    short[] successor = new short[64];

    byte[] confidence = new byte[64];
    byte[] text = new byte[1024];
    int textSize;

    LineTree() {
        add(NONE, Kind.END, 0, 0, 0);
    }

    /** True if there may be no room for another line. */
    boolean isFull() {
        return size > MAX_NODES - MAX_NEW_PER_LINE || textSize > MAX_TEXT_BYTES - MAX_NEW_PER_LINE * Lexer.MAX_LITERAL;
    }

    /** Adds a node in front of its parent's children. The caller has seen that there is room. */
    int add(int above, Kind what, int ref, int bytes, int line) {
        if (size == kind.length) grow(size * 2);
        int node = size++;
        kind[node] = what;
        parent[node] = (short) above;
        first[node] = NONE;
        twin[node] = NONE;
        reference[node] = (short) ref;
        length[node] = (byte) bytes;
        frequency[node] = 1;
        used[node] = line;
        successor[node] = NONE;
        confidence[node] = 0;
        again[node] = false;
        novel[node] = Odds.UNKNOWN;
        guessed[2 * node] = Odds.UNKNOWN;
        guessed[2 * node + 1] = Odds.UNKNOWN;
        next[node] = NONE;
        if (above == NONE) return node;
        depth[node] = (byte) (depth(above) + 1);
        next[node] = first[above];
        first[above] = (short) node;
        return node;
    }

    int depth(int node) {
        return depth[node] & 0xFF;
    }

    int reference(int node) {
        return reference[node] & 0xFFFF;
    }

    /** Keeps the text of a literal; the place where it begins. */
    int keep(byte[] source, int from, int to) {
        int bytes = to - from;
        if (textSize + bytes > text.length) text = Arrays.copyOf(text, Math.max(text.length * 2, textSize + bytes));
        System.arraycopy(source, from, text, textSize, bytes);
        textSize += bytes;
        return textSize - bytes;
    }

    /** What a node like this one refers to: the same slot, or its own copy of the text. */
    int shareReference(int node) {
        int at = reference(node);
        return kind[node] == Kind.LITERAL ? keep(text, at, at + length[node]) : at;
    }

    /** True if a node stands for this token. */
    boolean matches(int node, Token token, byte[] source) {
        if (kind[node] != token.kind) return false;
        if (token.kind != Kind.LITERAL) return true;
        int bytes = token.to - token.from;
        if (bytes != length[node]) return false;
        int at = reference(node);
        return Arrays.equals(text, at, at + bytes, source, token.from, token.to);
    }

    /** The child that stands for this token, or NONE. */
    int find(int above, Token token, byte[] source) {
        int node = first[above];
        while (node != NONE && !matches(node, token, source)) node = next[node];
        return node;
    }

    /** The child of a kind that is not literal, or NONE. */
    int child(int above, Kind what) {
        int node = first[above];
        while (node != NONE && kind[node] != what) node = next[node];
        return node;
    }

    int children(int above) {
        int count = 0;
        for (int i = first[above]; i != NONE; i = next[i]) count++;
        return count;
    }

    /** How many children are literals. */
    int literals(int above) {
        int count = 0;
        for (int i = first[above]; i != NONE; i = next[i]) count += kind[i] == Kind.LITERAL ? 1 : 0;
        return count;
    }

    /** Counts a use of a child, and makes it the first of its parent's. */
    void touch(int above, int node, int line) {
        if (used[node] != line) again[node] = true;
        used[node] = line;
        if (++frequency[node] > MAX_FREQUENCY) halve(above);
        if (first[above] == node) return;
        int before = first[above];
        while (next[before] != node) before = next[before];
        next[before] = next[node];
        next[node] = first[above];
        first[above] = (short) node;
    }

    int sizeBytes() {
        return text.length + kind.length * (4 + 7 * 2 + 3 + 4 + 1 + 4 + 8);
    }

    int digest() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + kind[i].number;
            hash = 31 * hash + first[i];
            hash = 31 * hash + next[i];
            hash = 31 * hash + reference[i];
            hash = 31 * hash + novel[i];
            hash = 31 * hash + guessed[2 * i];
            hash = 31 * hash + frequency[i];
        }
        return hash;
    }

    private void halve(int above) {
        for (int i = first[above]; i != NONE; i = next[i]) frequency[i] = (short) ((frequency[i] + 1) >> 1);
    }

    private void grow(int to) {
        kind = Arrays.copyOf(kind, to);
        parent = Arrays.copyOf(parent, to);
        first = Arrays.copyOf(first, to);
        next = Arrays.copyOf(next, to);
        twin = Arrays.copyOf(twin, to);
        reference = Arrays.copyOf(reference, to);
        length = Arrays.copyOf(length, to);
        frequency = Arrays.copyOf(frequency, to);
        depth = Arrays.copyOf(depth, to);
        used = Arrays.copyOf(used, to);
        again = Arrays.copyOf(again, to);
        novel = Arrays.copyOf(novel, to);
        guessed = Arrays.copyOf(guessed, 2 * to);
        successor = Arrays.copyOf(successor, to);
        confidence = Arrays.copyOf(confidence, to);
    }
}

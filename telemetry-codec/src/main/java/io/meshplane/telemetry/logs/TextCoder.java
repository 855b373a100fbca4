package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.Logistic;
import java.util.Arrays;

/**
 * Codes text that is in no table, bit by bit: what followed the last one to four bytes, the token so far, tokens of the kind, and
 * the last place that read the same, each has a say, weighed by a small adaptive mixer (after M. Mahoney's PAQ).
 */
final class TextCoder {
    private static final int CONTEXTS = 6;
    /** The contexts and the history. */
    private static final int INPUTS = CONTEXTS + 1;
    /** Weights by the longest context that knows the place, and by a short or long match in the history. */
    private static final int WEIGHT_SETS = CONTEXTS + 2;

    private static final int TABLE_BITS = 14;
    private static final int END_OF_TOKEN = 0;
    private static final int LONG_MATCH = 8;
    private static final int FIRST_WEIGHT = 19_660;
    private static final int LEARNING = 5;
    private static final int UNKNOWN = 0;
    private static final int EVEN = 2048 << 4;
    private static final int GROWN = 15;
    private static final int[] RATE = new int[GROWN + 1];

    static {
        for (int n = 0; n <= GROWN; n++) RATE[n] = 131_072 / (2 * n + 3);
    }

    private final Wire wire;
    private final History history = new History();
    /** Upper 12 bits the chance of a 1, lower 4 how often it was used. */
    private final char[] cells = new char[1 << TABLE_BITS];
    /** Chance that the history is right, by the length of the match; for bits of bytes, and for ends of tokens. */
    private final char[] matchCells = new char[2 * (History.MOST + 1)];

    private final int[] weights = new int[WEIGHT_SETS * INPUTS];
    private final int[] contexts = new int[CONTEXTS];
    private final int[] places = new int[CONTEXTS];
    private final int[] stretched = new int[INPUTS];
    private int lineStart;
    private int word;

    TextCoder(Wire wire) {
        this.wire = wire;
        Arrays.fill(weights, FIRST_WEIGHT);
        Arrays.fill(matchCells, (char) EVEN);
    }

    /** Takes over what another one has learned. */
    void learnFrom(TextCoder other) {
        System.arraycopy(other.cells, 0, cells, 0, cells.length);
        System.arraycopy(other.matchCells, 0, matchCells, 0, matchCells.length);
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
        history.learnFrom(other.history);
    }

    /** Begins a line at a place of the buffer: no context reaches before it. */
    void beginLine(int start) {
        lineStart = start;
    }

    /** The text of a token, 1 to most bytes; a reader appends it to the lines and gets its place. */
    void code(Token token, int most, LogLines lines) {
        int from = wire.writing() ? token.from : lines.sizeBytes();
        int at = from;
        word = 0;
        do {
            choose(lines.buffer(), at, token.kind);
            boolean ends = wire.writing() && at == token.to;
            if (at > from && bit(ends ? 1 : 0, END_OF_TOKEN) == 1) break;
            symbol(at++, lines);
        } while (at - from < most);
        history.add(0);
        token.text(token.kind, from, at);
    }

    /** A known number of bytes. */
    void code(Token token, LogLines lines, int bytes) {
        int from = wire.writing() ? token.from : lines.sizeBytes();
        word = 0;
        for (int at = from; at < from + bytes && !wire.exhausted(); at++) {
            choose(lines.buffer(), at, Kind.TEXT);
            symbol(at, lines);
        }
        token.text(Kind.TEXT, from, from + bytes);
    }

    private void choose(byte[] text, int at, Kind kind) {
        int last = 0;
        for (int i = 1; i <= 4 && at - i >= lineStart; i++) last |= (text[at - i] & 0xFF) << (8 * (i - 1));
        contexts[0] = hash(0, kind.number);
        contexts[1] = hash(1, last & 0xFF);
        contexts[2] = hash(2, last & 0xFFFF);
        contexts[3] = hash(3, last & 0xFF_FFFF);
        contexts[4] = hash(4, last);
        contexts[5] = hash(5, word);
    }

    private static int hash(int order, int value) {
        int h = (value + order * 0x3C6E_F372 + 1) * 0x9E37_79B1;
        return h ^ (h >>> 15);
    }

    private void symbol(int at, LogLines lines) {
        int value = wire.writing() ? lines.buffer()[at] & 0xFF : 0;
        int node = 1;
        for (int i = 7; i >= 0; i--) node = (node << 1) | bit((value >>> i) & 1, node);
        int read = node & 0xFF;
        if (!wire.writing()) lines.append(read);
        history.add(read);
        word = (word + read + 1) * 0x2F0B_4C47;
    }

    private int bit(int bit, int node) {
        int set = lookUp(node);
        int expected = history.expected(node);
        int match = 0;
        stretched[CONTEXTS] = 0;
        if (expected >= 0) {
            match = 2 * history.length() + (node == END_OF_TOKEN ? 1 : 0);
            int sure = Logistic.stretch(matchCells[match] >>> 4);
            stretched[CONTEXTS] = expected == 1 ? sure : -sure;
            if (history.length() > 0) set = history.length() < LONG_MATCH ? CONTEXTS : CONTEXTS + 1;
        }
        int result = mix(bit, set * INPUTS);
        for (int place : places) learn(cells, place, result);
        if (expected >= 0) learn(matchCells, match, result == expected ? 1 : 0);
        return result;
    }

    /** What each context says about a bit; which is the longest that says anything. */
    private int lookUp(int node) {
        int longest = 0;
        for (int i = 0; i < CONTEXTS; i++) {
            int at = ((contexts[i] + node * 0x85EB_CA6B) * 0x2C1B_3C6D) >>> (32 - TABLE_BITS);
            places[i] = at;
            stretched[i] = 0;
            if (cells[at] == UNKNOWN) continue;
            stretched[i] = Logistic.stretch(cells[at] >>> 4);
            longest = i;
        }
        return longest;
    }

    private int mix(int bit, int base) {
        long sum = 0;
        for (int i = 0; i < INPUTS; i++) sum += (long) weights[base + i] * stretched[i];
        int p1 = Logistic.squash((int) (sum >> 16));
        int result = wire.bit(bit, p1);
        int error = ((result << 16) - p1) * LEARNING;
        for (int i = 0; i < INPUTS; i++) weights[base + i] += (stretched[i] * error + (1 << 16)) >> 17;
        return result;
    }

    private static void learn(char[] cells, int at, int bit) {
        int cell = cells[at] == UNKNOWN ? EVEN : cells[at];
        int p = cell >>> 4;
        int uses = cell & GROWN;
        p += ((bit == 0 ? -p : 4095 - p) * RATE[uses]) >> 16;
        cells[at] = (char) ((p << 4) | Math.min(uses + 1, GROWN));
    }

    int sizeBytes() {
        return 2 * cells.length + 4 * weights.length + history.sizeBytes();
    }

    int digest() {
        return 31 * (31 * Arrays.hashCode(cells) + Arrays.hashCode(weights)) + history.digest();
    }
}

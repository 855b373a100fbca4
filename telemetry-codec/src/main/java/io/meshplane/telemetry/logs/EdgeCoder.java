package io.meshplane.telemetry.logs;

import java.util.Arrays;

/**
 * Codes the steps of a line through the {@link LineTree}: which child comes next, or a new one. Three guesses make that cheap: the line
 * that followed the last line like the one before; how often each child was taken; and, where a word is new, what followed the
 * word it stands in for (the node's twin).
 */
final class EdgeCoder {
    static final int NONE = LineTree.NONE;
    /** Children that are literals; from then on words of a place are names of a table. */
    private static final int MAX_LITERALS = 24;

    private static final int TWIN_GUESSES = 4;
    private static final int TRUSTED = 2;
    private static final int SUREST = 3;
    private static final int KIND_BITS = 4;
    private static final int COUNT_CASES = 8;
    /** Lines between two trimmings for want of slots. */
    private static final int PATIENCE_LINES = 1024;

    private static final int LEAST_P16 = 16;

    private final Wire wire;
    private final Slots slots;
    private final TextCoder texts;
    private LineTree tree = new LineTree();
    private final int[] kindOdds = new int[(Kind.COUNT * Kind.COUNT) << KIND_BITS];
    private final int[] twinOdds = new int[2 * TWIN_GUESSES];
    private final int[] novelOdds = new int[COUNT_CASES];
    private final int[] guessOdds = new int[2];
    private final short[] path = new short[LineTree.MAX_DEPTH + 1];

    private int line;
    private int trimmedAt;
    private int added;
    private int previousLeaf = NONE;
    private int pathDepth;
    private boolean onPath;
    private int twinRight;
    /** The kinds of the last two tokens. */
    private int lastKinds;

    private boolean broken;

    EdgeCoder(Wire wire, Slots slots, TextCoder texts) {
        this.wire = wire;
        this.slots = slots;
        this.texts = texts;
    }

    /** Takes over what another one knows of lines in general. */
    void learnFrom(EdgeCoder other) {
        System.arraycopy(other.kindOdds, 0, kindOdds, 0, kindOdds.length);
        System.arraycopy(other.twinOdds, 0, twinOdds, 0, twinOdds.length);
        System.arraycopy(other.novelOdds, 0, novelOdds, 0, novelOdds.length);
        System.arraycopy(other.guessOdds, 0, guessOdds, 0, guessOdds.length);
    }

    /** True once something was read that no writer writes. */
    boolean isBroken() {
        return broken;
    }

    /** What the nodes stand for; another one after each {@link #beginLine}. */
    LineTree tree() {
        return tree;
    }

    /** True if the line at hand is likely to be like the one that followed the last line before. */
    boolean isExpected() {
        return previousLeaf != NONE && tree.confidence[previousLeaf] >= TRUSTED;
    }

    void beginLine() {
        if (tree.isFull() || (slots.isFull() && line - trimmedAt >= PATIENCE_LINES)) trim();
        line++;
        added = 0;
        twinRight = 1;
        lastKinds = 0;
        int leaf = previousLeaf == NONE ? NONE : tree.successor[previousLeaf];
        onPath = leaf != NONE;
        pathDepth = onPath ? tree.depth(leaf) : 0;
        for (int depth = pathDepth; depth > 0; depth--) {
            path[depth] = (short) leaf;
            leaf = tree.parent[leaf];
        }
    }

    private void trim() {
        Trimming trimming = new Trimming(tree, slots);
        tree = trimming.tree();
        previousLeaf = previousLeaf == NONE ? NONE : trimming.place(previousLeaf);
        trimmedAt = line;
    }

    /** Learns which leaf a line ended at; NONE if there was no room for it. */
    void endLine(int leaf) {
        int before = previousLeaf;
        previousLeaf = leaf;
        if (before == NONE) return;
        if (tree.successor[before] == leaf) {
            if (tree.confidence[before] < SUREST) tree.confidence[before]++;
        } else if (tree.confidence[before] > 0) {
            tree.confidence[before]--;
        } else {
            tree.successor[before] = (short) leaf;
        }
    }

    /**
     * One step by a token. A reader gets its kind, and a literal's text at the end of the lines.
     *
     * @param node NONE where the tree has no room: all tokens are told in full
     */
    int step(int node, Token token, LogLines lines) {
        if (node == NONE) {
            announce(NONE, NONE, token, lines);
            follow(token);
            return NONE;
        }
        int first = tree.first[node];
        int twin = tree.twin[node];
        int child = first != NONE ? byHabit(node, token, lines) : byTwin(node, token, lines);
        if (child == NONE) {
            int like = first != NONE || twin == NONE ? first : tree.first[twin];
            child = announce(node, like, token, lines);
        }
        follow(token);
        onPath = onPath && child != NONE && tree.depth(child) <= pathDepth && path[tree.depth(child)] == child;
        return child;
    }

    private void follow(Token token) {
        lastKinds = lastKinds % Kind.COUNT * Kind.COUNT + token.kind.number;
    }

    private int byHabit(int node, Token token, LogLines lines) {
        int wanted = wire.writing() ? wanted(node, token, lines) : NONE;
        int guess = NONE;
        int first = tree.first[node];
        boolean single = tree.next[first] == NONE;
        if (!single && onPath && tree.depth(node) < pathDepth) {
            guess = path[tree.depth(node) + 1];
            int trust = isExpected() ? 1 : 0;
            int right =
                    wire.bit(wanted == guess ? 1 : 0, tree.guessed, 2 * guess + trust, guessOdds, trust, Odds.STEADY);
            if (right == 1) return enter(node, guess, token, lines);
        }
        int few = Math.min(COUNT_CASES - 1, tree.children(node));
        if (wire.bit(wanted == NONE ? 1 : 0, tree.novel, node, novelOdds, few, Odds.STEADY) == 1) return NONE;
        return enter(node, single ? first : choose(node, guess, wanted), token, lines);
    }

    /** The child that stands for the token. A number may also pass as one with leading zeros that happens to have none. */
    private int wanted(int node, Token token, LogLines lines) {
        if (token.kind == Kind.INTEGER) {
            int padded = tree.child(node, Kind.PADDED);
            if (padded != NONE && slots.form[tree.reference(padded)] == token.to - token.from) {
                token.kind = Kind.PADDED;
                token.form = token.to - token.from;
                return padded;
            }
        }
        int known = tree.find(node, token, lines.buffer());
        if (known != NONE || token.kind != Kind.LITERAL || tree.literals(node) < MAX_LITERALS) return known;
        token.kind = Kind.WORD;
        return tree.child(node, Kind.WORD);
    }

    private int choose(int node, int except, int wanted) {
        int total = 0;
        for (int i = tree.first[node]; i != NONE; i = tree.next[i]) {
            if (i != except) total += tree.frequency[i];
        }
        int candidate = NONE;
        for (int i = tree.first[node]; i != NONE; i = tree.next[i]) {
            if (i == except) continue;
            candidate = i;
            int rest = total - tree.frequency[i];
            if (rest == 0 || wire.bit(wanted == i ? 1 : 0, Math.max(LEAST_P16, (tree.frequency[i] << 16) / total)) == 1)
                break;
            total = rest;
        }
        return candidate;
    }

    private int enter(int node, int child, Token token, LogLines lines) {
        tree.touch(node, child, line);
        take(child, token, lines);
        return child;
    }

    private void take(int child, Token token, LogLines lines) {
        token.kind = tree.kind[child];
        if (wire.writing() || token.kind != Kind.LITERAL) return;
        int at = tree.reference(child);
        lines.append(tree.text, at, at + tree.length[child]);
    }

    /** A node without children: what followed its twin may follow here. */
    private int byTwin(int node, Token token, LogLines lines) {
        int twin = tree.twin[node];
        if (twin == NONE || !hasRoom(node)) return NONE;
        int guess = tree.first[twin];
        for (int i = 0; i < TWIN_GUESSES && guess != NONE; i++, guess = tree.next[guess]) {
            boolean right = wire.writing() && tree.matches(guess, token, lines.buffer());
            twinRight = wire.bit(right ? 1 : 0, twinOdds, 2 * i + twinRight, Odds.NIMBLE);
            if (twinRight == 0) continue;
            take(guess, token, lines);
            return add(node, token.kind, tree.shareReference(guess), tree.length[guess], guess);
        }
        return NONE;
    }

    private boolean hasRoom(int node) {
        return added < LineTree.MAX_NEW_PER_LINE && tree.depth(node) < LineTree.MAX_DEPTH;
    }

    private int add(int node, Kind kind, int reference, int bytes, int twin) {
        int child = tree.add(node, kind, reference, bytes, line);
        tree.twin[child] = (short) twin;
        added++;
        return child;
    }

    private int announce(int node, int twin, Token token, LogLines lines) {
        int context = lastKinds << KIND_BITS;
        int wanted = token.kind.number;
        int tell = 1;
        for (int i = KIND_BITS - 1; i >= 0; i--) {
            tell = (tell << 1) | wire.bit((wanted >>> i) & 1, kindOdds, context + tell, Odds.NIMBLE);
        }
        int number = tell - (1 << KIND_BITS);
        if (number >= Kind.COUNT) {
            broken = true;
            return NONE;
        }
        token.kind = Kind.of(number);
        if (token.kind == Kind.LITERAL) texts.code(token, Lexer.MAX_LITERAL, lines);
        if (node == NONE) return NONE;
        broken |=
                token.kind == Kind.LITERAL ? tree.literals(node) >= MAX_LITERALS : tree.child(node, token.kind) != NONE;
        if (broken || !hasRoom(node)) return NONE;
        if (token.kind != Kind.LITERAL) return add(node, token.kind, slots.add(token.kind), 0, twin);
        int text = tree.keep(lines.buffer(), token.from, token.to);
        return add(node, Kind.LITERAL, text, token.to - token.from, twin);
    }

    /** Mixes all that decides about the next bits into a number; equal at both ends. */
    int digest() {
        return 31 * (31 * tree.digest() + Arrays.hashCode(kindOdds)) + Arrays.hashCode(twinOdds) + previousLeaf;
    }

    int sizeBytes() {
        return tree.sizeBytes() + 4 * kindOdds.length;
    }
}

package io.meshplane.telemetry.logs;

import java.util.Arrays;

/** Forgets about half of a tree, what was used longest ago or only once first, and the slots that nothing refers to then. */
final class Trimming {
    private static final int NONE = LineTree.NONE;
    /** To have been used twice counts as this many lines. */
    private static final int AGAIN = 1024;

    private final LineTree from;
    private final LineTree to;
    private final short[] places;

    Trimming(LineTree from, Slots slots) {
        this.from = from;
        places = places();
        to = new LineTree();
        to.novel[LineTree.ROOT] = from.novel[LineTree.ROOT];
        for (int node = 1; node < from.size; node++) {
            if (places[node] != NONE) copy(node, places[node]);
        }
        for (int node = 0; node < from.size; node++) {
            if (places[node] != NONE) link(node);
        }
        forgetSlots(slots);
    }

    LineTree tree() {
        return to;
    }

    /** Where a node went, NONE if it is forgotten. */
    int place(int node) {
        return places[node];
    }

    private long score(int node) {
        return (long) from.used[node] + (from.again[node] ? AGAIN : 0);
    }

    private short[] places() {
        long[] scores = new long[from.size];
        for (int i = 0; i < from.size; i++) scores[i] = score(i);
        Arrays.sort(scores);
        long threshold = scores[from.size / 2];
        short[] result = new short[from.size];
        int next = 1;
        for (int i = 1; i < from.size; i++) {
            boolean stays = score(i) > threshold && result[from.parent[i]] != NONE;
            result[i] = stays ? (short) next++ : NONE;
        }
        return result;
    }

    private int placeOf(int node) {
        return node == NONE ? NONE : places[node];
    }

    private void copy(int node, int place) {
        boolean literal = from.kind[node] == Kind.LITERAL;
        int at = from.reference(node);
        int reference = literal ? to.keep(from.text, at, at + from.length[node]) : at;
        to.add(places[from.parent[node]], from.kind[node], reference, from.length[node], from.used[node]);
        to.twin[place] = (short) placeOf(from.twin[node]);
        to.frequency[place] = from.frequency[node];
        to.again[place] = from.again[node];
        to.novel[place] = from.novel[node];
        to.guessed[2 * place] = from.guessed[2 * node];
        to.guessed[2 * place + 1] = from.guessed[2 * node + 1];
        to.successor[place] = (short) placeOf(from.successor[node]);
        to.confidence[place] = to.successor[place] == NONE ? 0 : from.confidence[node];
    }

    /** Puts the children back into their order. */
    private void link(int node) {
        int before = NONE;
        for (int child = from.first[node]; child != NONE; child = from.next[child]) {
            short place = places[child];
            if (place == NONE) continue;
            if (before == NONE) to.first[places[node]] = place;
            else to.next[before] = place;
            to.next[place] = NONE;
            before = place;
        }
    }

    private void forgetSlots(Slots slots) {
        boolean[] needed = new boolean[Slots.MAX_SLOTS];
        for (int node = 1; node < to.size; node++) {
            if (to.kind[node] != Kind.LITERAL) needed[to.reference(node)] = true;
        }
        int[] moved = slots.retain(needed);
        for (int node = 1; node < to.size; node++) {
            if (to.kind[node] != Kind.LITERAL) to.reference[node] = (short) moved[to.reference(node)];
        }
    }
}

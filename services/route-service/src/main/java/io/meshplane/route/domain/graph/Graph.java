package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * A mesh in flat arrays: compressed sparse rows with reverse arcs. Every link takes two slots, one per direction. The slot of the
 * arc {@code v → u} lies in the block of its receiver {@code u}, since searches run from the gateways against the traffic; its
 * {@link #back} is the slot of {@code u → v}. A direction that cannot be used has the cost {@link #ABSENT}; so has a free slot.
 *
 * <p>A slot takes 22 bytes, a node 8: at six arcs a node, 23.4 bytes an arc. Links are added without a rebuild: into a free slot of
 * the block, else the block moves to the spare room at the end, and {@link Moves} hears of it. Only when the spare room is used up
 * do the arrays grow, by an eighth. Sums are 64-bit: 2^31 arcs of 2^32 do not wrap them. Not thread-safe.
 */
public final class Graph {
    /** The cost of a direction that carries nothing; all bits set. */
    public static final int ABSENT = -1;

    private static final int FREE = -1;
    private static final int ROOM_AFTER_MOVE = 2;

    int[] first;
    int[] end; // exclusive; free slots inside a block are ABSENT
    int[] peers;
    int[] backs;
    int[] costs;
    int[] prices;
    int[] latencies;
    char[] losses;
    private int nodes;
    private int used;
    private int links;
    private long leastCost = Long.MAX_VALUE;
    private long mostCost;
    private Moves moves = (from, to) -> {};

    /** Told when a slot moved; whoever keeps data by slot follows. */
    @FunctionalInterface
    public interface Moves {
        void moved(int fromSlot, int toSlot);
    }

    /**
     * An empty graph with room for links whose numbers are known.
     *
     * @param degrees links of each node; blocks lie in this order, so near nodes should have near numbers ({@link NodeOrder})
     * @param spareSlots room for links added later
     */
    public Graph(int[] degrees, int spareSlots) {
        nodes = degrees.length;
        first = new int[nodes];
        end = new int[nodes];
        long slots = spareSlots;
        for (int degree : degrees) slots += degree;
        if (slots > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("more than 2^31 slots");
        for (int node = 0; node < nodes; node++) {
            first[node] = used;
            used += degrees[node];
            end[node] = used;
        }
        peers = new int[(int) slots];
        backs = new int[(int) slots];
        costs = new int[(int) slots];
        prices = new int[(int) slots];
        latencies = new int[(int) slots];
        losses = new char[(int) slots];
        Arrays.fill(peers, FREE);
        Arrays.fill(costs, ABSENT);
    }

    private Graph(Graph other) {
        nodes = other.nodes;
        used = other.used;
        links = other.links;
        leastCost = other.leastCost;
        mostCost = other.mostCost;
        first = other.first.clone();
        end = other.end.clone();
        peers = other.peers.clone();
        backs = other.backs.clone();
        costs = other.costs.clone();
        prices = other.prices.clone();
        latencies = other.latencies.clone();
        losses = other.losses.clone();
    }

    /** The same graph on its own, for what-if: eight flat copies, nobody told of its moves. */
    public Graph copy() {
        return new Graph(this);
    }

    /** Who is told of moved slots; one listener. */
    public void onMove(Moves listener) {
        moves = listener;
    }

    public int nodes() {
        return nodes;
    }

    /** Links, each with up to two arcs. */
    public int links() {
        return links;
    }

    /** No cost was ever lower; at least 1. */
    long leastCost() {
        return Math.min(leastCost, mostCost);
    }

    /** No cost was ever higher. */
    long mostCost() {
        return mostCost;
    }

    /** Places for arcs, those used, spare and lost to moves counted alike. */
    public int slots() {
        return peers.length;
    }

    /** All memory that the arrays take. */
    public long bytes() {
        return 8L * first.length + 22L * peers.length;
    }

    /** A node without links. */
    public int addNode() {
        if (nodes == first.length) {
            int room = nodes + nodes / 8 + 8;
            first = Arrays.copyOf(first, room);
            end = Arrays.copyOf(end, room);
        }
        first[nodes] = used;
        end[nodes] = used;
        return nodes++;
    }

    /** The first slot of a node's block: arcs that lead to it. */
    public int first(int node) {
        return first[node];
    }

    /** After the last slot of a node's block. */
    public int end(int node) {
        return end[node];
    }

    /** The sender of a slot's arc; negative if the slot is free. */
    public int sender(int slot) {
        return peers[slot];
    }

    /** The node that a slot's arc leads to. */
    public int receiver(int slot) {
        return peers[backs[slot]];
    }

    /** The slot of the other direction. */
    public int back(int slot) {
        return backs[slot];
    }

    /** Whether the arc carries traffic. */
    public boolean isUsable(int slot) {
        return costs[slot] != ABSENT;
    }

    /** One term of an arc; meaningless where it is not usable. */
    public long value(int slot, Criterion criterion) {
        return switch (criterion) {
            case METRIC -> Integer.toUnsignedLong(costs[slot]);
            case PRICE -> Integer.toUnsignedLong(prices[slot]);
            case LATENCY -> Integer.toUnsignedLong(latencies[slot]);
            case LOSS -> losses[slot];
        };
    }

    /** The cost as it is stored: unsigned, or {@link #ABSENT}. */
    public int cost(int slot) {
        return costs[slot];
    }

    /**
     * Changes the cost; trees must be told with what this returns ({@link Tree#changed}).
     *
     * @param cost unsigned, at least 1, or {@link #ABSENT}
     * @return the cost before
     */
    public int setCost(int slot, int cost) {
        if (cost == 0) throw new IllegalArgumentException("a cost of 0 could loop");
        int before = costs[slot];
        costs[slot] = cost;
        if (cost != ABSENT) {
            leastCost = Math.min(leastCost, Integer.toUnsignedLong(cost));
            mostCost = Math.max(mostCost, Integer.toUnsignedLong(cost));
        }
        return before;
    }

    /** Changes what no metric tree depends on; all unsigned. */
    public void setTerms(int slot, int price, int latencyMicros, char loss) {
        prices[slot] = price;
        latencies[slot] = latencyMicros;
        losses[slot] = loss;
    }

    /**
     * Adds a link, neither direction usable yet. Several links between two nodes are as many links.
     *
     * @return the slot of {@code from → to}; the other is its {@link #back}
     */
    public int addLink(int from, int to) {
        if (from == to) throw new IllegalArgumentException("a link to itself: " + from);
        int _ = freeSlot(from); // a move of this block must not come after the other slot is known
        int there = freeSlot(to);
        int here = freeSlot(from);
        put(there, from, here);
        put(here, to, there);
        links++;
        return there;
    }

    private void put(int slot, int peer, int back) {
        peers[slot] = peer;
        backs[slot] = back;
        costs[slot] = ABSENT;
        setTerms(slot, 0, 0, (char) 0);
    }

    /** Takes a link out. Both directions must have been made {@link #ABSENT}, and trees told, before. */
    public void removeLink(int slot) {
        int back = backs[slot];
        if (isUsable(slot) || isUsable(back)) throw new IllegalStateException("the link is in use");
        peers[slot] = FREE;
        peers[back] = FREE;
        links--;
    }

    private int freeSlot(int node) {
        for (int slot = first[node]; slot < end[node]; slot++) if (peers[slot] == FREE) return slot;
        return moveToEnd(node);
    }

    /** Gives a full block more room; the place it leaves is lost until the next build. */
    private int moveToEnd(int node) {
        int size = end[node] - first[node];
        int room = size + ROOM_AFTER_MOVE;
        if (used + room > peers.length) grow(used + room);
        int to = used;
        for (int slot = first[node]; slot < end[node]; slot++) {
            move(slot, to + slot - first[node]);
        }
        first[node] = to;
        end[node] = to + room;
        used += room;
        return to + size;
    }

    private void move(int from, int to) {
        peers[to] = peers[from];
        backs[to] = backs[from];
        costs[to] = costs[from];
        prices[to] = prices[from];
        latencies[to] = latencies[from];
        losses[to] = losses[from];
        backs[backs[from]] = to;
        peers[from] = FREE;
        costs[from] = ABSENT;
        moves.moved(from, to);
    }

    private void grow(int needed) {
        int before = peers.length;
        int room = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, before + (long) before / 8 + 64));
        peers = Arrays.copyOf(peers, room);
        backs = Arrays.copyOf(backs, room);
        costs = Arrays.copyOf(costs, room);
        prices = Arrays.copyOf(prices, room);
        latencies = Arrays.copyOf(latencies, room);
        losses = Arrays.copyOf(losses, room);
        Arrays.fill(peers, before, room, FREE);
        Arrays.fill(costs, before, room, ABSENT);
    }
}

package io.meshplane.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Roots of the modified Merkle Patricia trie (Ethereum yellow paper, appendix D), built from all entries at once. */
public final class MerklePatriciaTrie {
    /** The root of a trie without entries. */
    public static final Hash32 EMPTY_ROOT = Keccak256.hash(Rlp.encode(RlpItem.EMPTY));

    private static final int BRANCH_WIDTH = 16;

    private final List<Entry> entries;
    /** Nodes that were built; null where each is needed once. */
    private final @Nullable Map<Place, RlpItem> built;

    private MerklePatriciaTrie(List<Entry> entries, @Nullable Map<Place, RlpItem> built) {
        this.entries = entries;
        this.built = built;
    }

    /** A node is named by the entries below it and the nibbles above it; a branch may have the same as its extension. */
    private record Place(int from, int to, int depth, boolean branch) {}

    private record Entry(Bytes nibbles, Bytes value) {}

    /** The root over a list keyed by {@code rlp(index)}: transactions, receipts, withdrawals. */
    public static Hash32 orderedRoot(List<Bytes> values) {
        return root(byIndex(values));
    }

    private static Map<Bytes, Bytes> byIndex(List<Bytes> values) {
        Map<Bytes, Bytes> byKey = new TreeMap<>();
        for (int index = 0; index < values.size(); index++) {
            byKey.put(Rlp.encode(RlpItem.of(index)), values.get(index));
        }
        return byKey;
    }

    /** The root over entries keyed by the Keccak-256 of their key: state and storage. */
    public static Hash32 secureRoot(Map<Bytes, Bytes> valueByKey) {
        Map<Bytes, Bytes> byKey = new TreeMap<>();
        valueByKey.forEach((key, value) -> byKey.put(Keccak256.hash(key).bytes(), value));
        return root(byKey);
    }

    /**
     * The root over entries under their own keys.
     *
     * @throws IllegalArgumentException if a value is empty: such an entry does not exist in a trie
     */
    public static Hash32 root(Map<Bytes, Bytes> valueByKey) {
        if (valueByKey.isEmpty()) {
            return EMPTY_ROOT;
        }
        List<Entry> entries = new ArrayList<>(valueByKey.size());
        new TreeMap<>(valueByKey).forEach((key, value) -> {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("empty value under key " + key);
            }
            entries.add(new Entry(nibblesOf(key), value));
        });
        RlpItem root = new MerklePatriciaTrie(entries, null).node(0, entries.size(), 0);
        return Keccak256.hash(Rlp.encode(root));
    }

    /** A trie over a list keyed by {@code rlp(index)} that remembers its nodes, for many proofs. */
    public static MerklePatriciaTrie ordered(List<Bytes> values) {
        return new MerklePatriciaTrie(
                byIndex(values).entrySet().stream()
                        .map(each -> new Entry(nibblesOf(each.getKey()), each.getValue()))
                        .toList(),
                new HashMap<>());
    }

    /**
     * Shows that the value of an index stands in this {@link #ordered} trie: the nodes on its way, root first, as far as a hash
     * names them.
     *
     * @param index in the list, from 0; it must be there
     * @return what {@link TrieProof#follow} reads
     */
    public List<Bytes> proof(int index) {
        List<Bytes> nodes = new ArrayList<>();
        collect(nibblesOf(Rlp.encode(RlpItem.of(index))), nodes);
        return nodes;
    }

    /** Goes down to a key that is there, and notes every node that stands under a hash of its own. */
    private void collect(Bytes key, List<Bytes> nodes) {
        int from = 0;
        int to = entries.size();
        int depth = 0;
        while (true) {
            note(node(from, to, depth), nodes);
            if (to - from == 1) {
                return;
            }
            int shared = sharedNibbles(entries.get(from).nibbles, entries.get(to - 1).nibbles, depth);
            if (shared > depth) {
                note(branch(from, to, shared), nodes);
            }
            if (key.size() == shared) {
                return;
            }
            int at = from;
            while (!passes(at, shared, key)) {
                at++;
            }
            int end = at + 1;
            while (end < to && passes(end, shared, key)) {
                end++;
            }
            from = at;
            to = end;
            depth = shared + 1;
        }
    }

    private boolean passes(int entry, int depth, Bytes key) {
        Bytes nibbles = entries.get(entry).nibbles;
        return nibbles.size() > depth && nibbles.at(depth) == key.at(depth);
    }

    private static void note(RlpItem node, List<Bytes> nodes) {
        Bytes encoded = Rlp.encode(node);
        if (nodes.isEmpty() || encoded.size() >= 32) {
            nodes.add(encoded);
        }
    }

    static Bytes nibblesOf(Bytes key) {
        byte[] nibbles = new byte[key.size() * 2];
        for (int i = 0; i < key.size(); i++) {
            nibbles[2 * i] = (byte) (key.at(i) >> 4);
            nibbles[2 * i + 1] = (byte) (key.at(i) & 0xf);
        }
        return Bytes.wrap(nibbles);
    }

    /** The node over entries [from, to), which agree on their first {@code depth} nibbles. */
    private RlpItem node(int from, int to, int depth) {
        return remembered(new Place(from, to, depth, false), () -> buildNode(from, to, depth));
    }

    private RlpItem branch(int from, int to, int depth) {
        return remembered(new Place(from, to, depth, true), () -> buildBranch(from, to, depth));
    }

    private RlpItem remembered(Place place, Supplier<RlpItem> build) {
        if (built == null) {
            return build.get();
        }
        RlpItem known = built.get(place);
        RlpItem node = known == null ? build.get() : known;
        built.put(place, node);
        return node;
    }

    private RlpItem buildNode(int from, int to, int depth) {
        Entry first = entries.get(from);
        if (to - from == 1) {
            return RlpItem.listOf(hexPrefix(first.nibbles, depth, first.nibbles.size(), true), RlpItem.of(first.value));
        }
        int shared = sharedNibbles(first.nibbles, entries.get(to - 1).nibbles, depth);
        if (shared > depth) {
            return RlpItem.listOf(hexPrefix(first.nibbles, depth, shared, false), reference(branch(from, to, shared)));
        }
        return branch(from, to, depth);
    }

    private RlpItem buildBranch(int from, int to, int depth) {
        List<RlpItem> slots = new ArrayList<>(Collections.nCopies(BRANCH_WIDTH + 1, RlpItem.EMPTY));
        int at = from;
        if (entries.get(at).nibbles.size() == depth) {
            slots.set(BRANCH_WIDTH, RlpItem.of(entries.get(at).value));
            at++;
        }
        while (at < to) {
            int nibble = entries.get(at).nibbles.at(depth);
            int end = at + 1;
            while (end < to && entries.get(end).nibbles.at(depth) == nibble) {
                end++;
            }
            slots.set(nibble, reference(node(at, end, depth + 1)));
            at = end;
        }
        return RlpItem.listOf(slots);
    }

    /** A node shorter than a hash stands in its parent itself. */
    private static RlpItem reference(RlpItem node) {
        Bytes encoded = Rlp.encode(node);
        return encoded.size() < 32 ? node : RlpItem.of(Keccak256.hash(encoded));
    }

    private static int sharedNibbles(Bytes low, Bytes high, int depth) {
        int limit = Math.min(low.size(), high.size());
        int shared = depth;
        while (shared < limit && low.at(shared) == high.at(shared)) {
            shared++;
        }
        return shared;
    }

    /** Hex-prefix encoding (yellow paper, appendix C). */
    private static RlpItem hexPrefix(Bytes nibbles, int from, int to, boolean leaf) {
        int count = to - from;
        boolean odd = count % 2 == 1;
        byte[] packed = new byte[count / 2 + 1];
        int flags = (leaf ? 2 : 0) + (odd ? 1 : 0);
        packed[0] = (byte) ((flags << 4) | (odd ? nibbles.at(from) : 0));
        int at = odd ? from + 1 : from;
        for (int i = 1; i < packed.length; i++, at += 2) {
            packed[i] = (byte) ((nibbles.at(at) << 4) | nibbles.at(at + 1));
        }
        return RlpItem.of(Bytes.wrap(packed));
    }
}

package io.meshplane.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads a Merkle proof of the modified Merkle Patricia trie (Ethereum yellow paper, appendix D). */
public final class TrieProof {
    private static final int BRANCH_WIDTH = 16;

    private final Deque<Bytes> nodes;
    private final Bytes key;

    private TrieProof(List<Bytes> nodes, Bytes key) {
        this.nodes = new ArrayDeque<>(nodes);
        this.key = key;
    }

    /**
     * The value under an index of an ordered trie, as {@link MerklePatriciaTrie#proof} shows it. A total function.
     *
     * @param root of the trie, believed
     * @param index in the list that the trie is over, 0 or more
     * @param nodes from the root down, each named by its hash in the one before
     * @return empty unless these nodes, all of them and no other, lead from the root to a value
     */
    public static Optional<Bytes> follow(Hash32 root, int index, List<Bytes> nodes) {
        Bytes nibbles = MerklePatriciaTrie.nibblesOf(Rlp.encode(RlpItem.of(index)));
        TrieProof proof = new TrieProof(nodes, nibbles);
        try {
            Optional<Bytes> value = proof.value(proof.named(root.bytes()), 0);
            return proof.nodes.isEmpty() ? value : Optional.empty();
        } catch (MalformedChainDataException e) {
            return Optional.empty();
        }
    }

    private RlpItem named(Bytes hash) throws MalformedChainDataException {
        Bytes next = nodes.poll();
        if (next == null || !Keccak256.hash(next).bytes().equals(hash)) {
            throw new MalformedChainDataException("the next node has another hash");
        }
        return Rlp.decode(next);
    }

    private Optional<Bytes> value(RlpItem node, int depth) throws MalformedChainDataException {
        if (!(node instanceof RlpItem.ItemList(List<RlpItem> items))) return Optional.empty();
        return switch (items.size()) {
            case BRANCH_WIDTH + 1 ->
                depth == key.size()
                        ? content(items.get(BRANCH_WIDTH))
                        : value(child(items.get(key.at(depth))), depth + 1);
            case 2 -> shortNode(items.get(0), items.get(1), depth);
            default -> Optional.empty();
        };
    }

    /** A leaf or an extension: a hex-prefixed path (appendix C), and a value or the node below. */
    private Optional<Bytes> shortNode(RlpItem prefixed, RlpItem below, int depth) throws MalformedChainDataException {
        if (!(prefixed instanceof RlpItem.ByteArray(Bytes path)) || path.isEmpty()) return Optional.empty();
        Bytes nibbles = MerklePatriciaTrie.nibblesOf(path);
        int flags = nibbles.at(0);
        boolean odd = flags % 2 == 1;
        if (flags > 3 || (!odd && nibbles.at(1) != 0)) return Optional.empty();
        Bytes rest = nibbles.slice(odd ? 1 : 2, nibbles.size());
        int end = depth + rest.size();
        if (end > key.size() || !key.slice(depth, end).equals(rest)) return Optional.empty();
        boolean leaf = flags > 1;
        if (leaf) return end == key.size() ? content(below) : Optional.empty();
        return rest.isEmpty() ? Optional.empty() : value(child(below), end);
    }

    /** A node shorter than a hash stands in its parent itself. */
    private RlpItem child(RlpItem reference) throws MalformedChainDataException {
        return reference instanceof RlpItem.ByteArray(Bytes hash) ? named(hash) : reference;
    }

    private static Optional<Bytes> content(RlpItem item) {
        return item instanceof RlpItem.ByteArray(Bytes value) && !value.isEmpty()
                ? Optional.of(value)
                : Optional.empty();
    }
}

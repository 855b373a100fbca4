package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import java.util.List;

/** Nodes of a trie in a column: an RLP list of them. */
final class TrieNodes {
    static byte[] packed(List<Bytes> nodes) {
        return Rlp.encodeList(nodes.stream().map(RlpItem::of).toList()).toArray();
    }

    static List<Bytes> unpacked(byte[] packed) {
        try {
            if (Rlp.decode(Bytes.of(packed)) instanceof RlpItem.ItemList(List<RlpItem> items)) {
                return items.stream()
                        .map(item -> ((RlpItem.ByteArray) item).bytes())
                        .toList();
            }
        } catch (MalformedChainDataException e) {
            throw new IllegalStateException("an inclusion proof was not written by this service", e);
        }
        throw new IllegalStateException("an inclusion proof was not written by this service");
    }

    private TrieNodes() {}
}

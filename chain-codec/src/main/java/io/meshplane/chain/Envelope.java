package io.meshplane.chain;

import java.util.ArrayList;
import java.util.List;

/** EIP-2718: a type byte before an RLP list. */
final class Envelope {
    private Envelope() {}

    static Bytes typed(int type, List<RlpItem> fields) {
        return Bytes.concat(Bytes.of((byte) type), Rlp.encodeList(fields));
    }

    /** The signed form of a typed transaction: its fields, then y parity, r and s. */
    static Bytes signed(int type, List<RlpItem> fields, Signature signature) {
        List<RlpItem> all = new ArrayList<>(fields);
        all.add(RlpItem.of(signature.yParity()));
        all.add(RlpItem.of(signature.r()));
        all.add(RlpItem.of(signature.s()));
        return typed(type, all);
    }
}

package io.meshplane.chain;

/** Tells the transaction types apart. */
final class TransactionDecoder {
    private TransactionDecoder() {}

    static boolean knows(int type) {
        return type >= AccessListTransaction.TYPE && type <= SetCodeTransaction.TYPE;
    }

    static Transaction decode(Bytes encoded) throws MalformedChainDataException {
        if (encoded.isEmpty()) {
            throw new MalformedChainDataException("empty transaction");
        }
        int first = encoded.at(0);
        if (first >= 0xc0) {
            return LegacyTransaction.read(Rlp.decode(encoded));
        }
        if (!knows(first)) {
            throw new MalformedChainDataException("unknown transaction type " + first);
        }
        RlpItem body = Rlp.decode(encoded.slice(1, encoded.size()));
        return switch (first) {
            case AccessListTransaction.TYPE -> AccessListTransaction.read(body);
            case DynamicFeeTransaction.TYPE -> DynamicFeeTransaction.read(body);
            case BlobTransaction.TYPE -> BlobTransaction.read(body);
            default -> SetCodeTransaction.read(body);
        };
    }
}

package io.meshplane.chain;

import java.math.BigInteger;
import java.util.Optional;

/** What every kind of transaction demands of its fields. */
final class TransactionRules {
    private TransactionRules() {}

    static void require(long nonce, long gasLimit, BigInteger... amounts) {
        if (nonce < 0 || gasLimit < 0) {
            throw new IllegalArgumentException("nonce " + nonce + " or gas limit " + gasLimit + " below zero");
        }
        for (BigInteger amount : amounts) {
            if (amount.signum() < 0 || amount.bitLength() > 256) {
                throw new IllegalArgumentException("amount is not an unsigned 256-bit integer");
            }
        }
    }

    static void requireChain(long chainId) {
        if (chainId < 0) {
            throw new IllegalArgumentException("chain id " + chainId + " below zero");
        }
    }

    static RlpItem receiver(Optional<Address> receiver) {
        return receiver.map(RlpItem::of).orElse(RlpItem.EMPTY);
    }
}

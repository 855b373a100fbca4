package io.meshplane.chain;

import java.math.BigInteger;
import java.util.List;

/**
 * An account's signed wish to run a contract's code (EIP-7702). Unlike a transaction's, these fields may hold anything that
 * fits: an invalid authorization is skipped, it does not spoil the transaction.
 *
 * @param chainId at most 256 bits; zero for every chain
 * @param yParity 0 to 255
 */
public record Authorization(BigInteger chainId, Address address, long nonce, int yParity, BigInteger r, BigInteger s) {
    public Authorization {
        TransactionRules.require(nonce, 0, chainId, r, s);
        if (yParity < 0 || yParity > 0xff) {
            throw new IllegalArgumentException("y parity beyond 8 bits: " + yParity);
        }
    }

    static RlpItem toRlp(List<Authorization> authorizations) {
        return RlpItem.listOf(authorizations.stream().map(Authorization::toRlp).toList());
    }

    private RlpItem toRlp() {
        return RlpItem.listOf(
                RlpItem.of(chainId),
                RlpItem.of(address),
                RlpItem.of(nonce),
                RlpItem.of(yParity),
                RlpItem.of(r),
                RlpItem.of(s));
    }

    static Authorization read(RlpFields from) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(from.item(), 6);
        BigInteger chainId = fields.integer();
        Address address = fields.address();
        long nonce = fields.number();
        long yParity = fields.number();
        if (yParity > 0xff) {
            throw new MalformedChainDataException("authorization's y parity beyond 8 bits");
        }
        return new Authorization(chainId, address, nonce, (int) yParity, fields.integer(), fields.integer());
    }
}

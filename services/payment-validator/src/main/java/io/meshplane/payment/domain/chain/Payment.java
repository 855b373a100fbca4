package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;

/**
 * A proven transfer to a network's wallet. Chain, transaction and log index name it for ever, whatever block it is in.
 *
 * @param logIndex place of the token's log among those of its transaction, from 0: the same in whatever block; {@link #NATIVE} for coin
 * @param payer the recovered sender, or the {@code from} of the token's log
 */
public record Payment(
        long chainId,
        Hash32 transactionHash,
        int logIndex,
        NetworkId network,
        Address payer,
        Address payee,
        Amount amount,
        Asset asset) {
    public static final int NATIVE = -1;
}

package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;

/**
 * One entry of the books: an amount leaves one account and reaches another, so that the sum over all accounts stays zero.
 * Never changed, never removed; a correction is another transfer.
 *
 * @param id derived from the cause: posting twice is the same transfer
 * @param amount 1 to 2^256 - 1
 * @param causeId the event that caused it
 */
public record Transfer(
        String id,
        NetworkId network,
        Account debit,
        Account credit,
        Amount amount,
        Asset asset,
        TransferCode code,
        String causeId) {
    public Transfer {
        if (amount.isZero()) throw new IllegalArgumentException("a transfer of nothing");
        if (debit.equals(credit)) throw new IllegalArgumentException("a transfer from an account to itself");
    }

    /** The transfer that takes this one back. */
    public Transfer reversal(String reversalId) {
        return new Transfer(reversalId, network, credit, debit, amount, asset, TransferCode.REVERSAL, id);
    }
}

package io.meshplane.payment.domain.adjustment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount that an operator moves, and why.
 *
 * @param id chosen by whoever asks, so that asking twice is asking once
 * @param reason for those who read the books later, 1 to 500 characters
 * @param askedBy subject of the operator's token
 * @param approvedBy subject of the one whose word moved it; empty = it waits
 */
public record Adjustment(
        NetworkId network,
        String id,
        Account debit,
        Account credit,
        Amount amount,
        Asset asset,
        String reason,
        String askedBy,
        Optional<String> approvedBy) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int REASON_CHARS_MAX = 500;

    public Adjustment {
        checkedId(id);
        checkedReason(reason);
        checkedAmount(amount);
        if (debit.equals(credit)) throw new IllegalArgumentException("both accounts are the same");
    }

    /** @throws IllegalArgumentException with words for people if it is no id */
    public static String checkedId(String id) {
        if (ID.matcher(id).matches()) return id;
        throw new IllegalArgumentException("an id has 1 to 64 letters, digits, dots, dashes and underscores");
    }

    /** @throws IllegalArgumentException with words for people if it says nothing, or too much */
    public static String checkedReason(String reason) {
        if (!reason.isBlank() && reason.length() <= REASON_CHARS_MAX) return reason;
        throw new IllegalArgumentException("a reason of 1 to 500 characters is needed");
    }

    /** @throws IllegalArgumentException with words for people if it is nothing */
    public static Amount checkedAmount(Amount amount) {
        if (!amount.isZero()) return amount;
        throw new IllegalArgumentException("must be more than 0");
    }

    /** The same after somebody's word moved it. */
    Adjustment approved(String by) {
        return new Adjustment(network, id, debit, credit, amount, asset, reason, askedBy, Optional.of(by));
    }

    /** Whether it asks for the same, whoever asks. */
    boolean asksTheSameAs(Adjustment other) {
        return debit.equals(other.debit)
                && credit.equals(other.credit)
                && amount.equals(other.amount)
                && asset.equals(other.asset)
                && reason.equals(other.reason);
    }
}

package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.money.Asset;
import java.math.BigInteger;

/**
 * Where an account stands in one asset.
 *
 * @param debits sum of all amounts that left it
 * @param credits sum of all amounts that reached it
 */
public record Balance(Account account, Asset asset, BigInteger debits, BigInteger credits) {

    /** Credits less debits; below zero the account owes. */
    public BigInteger net() {
        return credits.subtract(debits);
    }
}

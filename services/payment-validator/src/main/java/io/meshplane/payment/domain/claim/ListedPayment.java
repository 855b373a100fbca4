package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.ledger.Account;
import java.util.Optional;

/**
 * A payment of the index, claimed or not.
 *
 * @param number the later it was indexed, the higher
 * @param account that it is credited to; empty while it is not
 * @param claims that point at its transaction
 */
public record ListedPayment(
        long number, Payment payment, long height, Hash32 blockHash, Optional<Account> account, long claims) {}

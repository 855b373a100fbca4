package io.meshplane.payment.domain.ledger;

import java.time.Instant;

/**
 * A transfer as it lies in the books.
 *
 * @param seq grows with the order of posting
 */
public record Entry(long seq, Transfer transfer, Instant postedAt) {}

/** Pure rules of money: append-only double entry, and usage by counters. */
@NullMarked
package io.meshplane.payment.domain.ledger;

import org.jspecify.annotations.NullMarked;

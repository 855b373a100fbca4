/** Payments: the chain is followed, claims become verdicts, usage becomes ledger entries. */
@NullMarked
package io.meshplane.payment;

import org.jspecify.annotations.NullMarked;

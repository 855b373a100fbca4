/** The books in PostgreSQL: ledger, meters, index of the chain, claims. */
@NullMarked
package io.meshplane.payment.adapter.db;

import org.jspecify.annotations.NullMarked;

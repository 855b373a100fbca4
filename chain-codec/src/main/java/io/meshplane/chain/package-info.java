/** Ethereum as bytes: RLP, tries, headers, transactions, receipts, signatures, and the proof that a block is what its hash says. */
@NullMarked
package io.meshplane.chain;

import org.jspecify.annotations.NullMarked;

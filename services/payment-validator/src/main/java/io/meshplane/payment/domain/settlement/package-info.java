/** Pure rules of settlement: when a debtor must pay, and who pays whom. */
@NullMarked
package io.meshplane.payment.domain.settlement;

import org.jspecify.annotations.NullMarked;

/** Pure rules of claims: what is proven of a transaction, who is credited. */
@NullMarked
package io.meshplane.payment.domain.claim;

import org.jspecify.annotations.NullMarked;

/** Pure rules of what operators move in the books by hand. */
@NullMarked
package io.meshplane.payment.domain.adjustment;

import org.jspecify.annotations.NullMarked;

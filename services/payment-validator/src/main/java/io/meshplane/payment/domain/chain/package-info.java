/** Pure rules of the chain: what several full nodes agree on, what a proven block pays. */
@NullMarked
package io.meshplane.payment.domain.chain;

import org.jspecify.annotations.NullMarked;

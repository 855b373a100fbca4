/** The chain's domain on virtual time, over nodes that lie, hang, lag and reorganise. */
@NullMarked
package io.meshplane.payment.domain.chain.simulation;

import org.jspecify.annotations.NullMarked;

/** Pure rules of metering: what the counters of both ends of a link imply, what of it is billed, and where the ends disagree. */
@NullMarked
package io.meshplane.payment.domain.usage;

import org.jspecify.annotations.NullMarked;

/** Usage comes in. */
@NullMarked
package io.meshplane.payment.adapter.kafka;

import org.jspecify.annotations.NullMarked;

/** Pure rules of webhooks: when it is tried again. */
@NullMarked
package io.meshplane.payment.domain.webhook;

import org.jspecify.annotations.NullMarked;

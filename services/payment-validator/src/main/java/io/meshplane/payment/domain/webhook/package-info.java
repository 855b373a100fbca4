/** Pure rules of webhooks: where may be delivered to, and when it is tried again. */
@NullMarked
package io.meshplane.payment.domain.webhook;

import org.jspecify.annotations.NullMarked;

/** Webhooks on the wire: signed requests to receivers that are not trusted. */
@NullMarked
package io.meshplane.payment.adapter.webhook;

import org.jspecify.annotations.NullMarked;

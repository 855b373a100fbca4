/** What others are told of payments: streams and webhooks, and the pure rules of telling it. */
@NullMarked
package io.meshplane.payment.domain.notice;

import org.jspecify.annotations.NullMarked;

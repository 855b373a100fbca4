/** Signed requests to receivers that are not trusted, for every service that calls somebody by HTTP (docs/webhooks.md). */
@NullMarked
package io.meshplane.platform.webhook;

import org.jspecify.annotations.NullMarked;

/** Pages on the wire: webhooks, mail, Alertmanagers, and the dead man's switch. */
@NullMarked
package io.meshplane.sentinel.adapter.page;

import org.jspecify.annotations.NullMarked;

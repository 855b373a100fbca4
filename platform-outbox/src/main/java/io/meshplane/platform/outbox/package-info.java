/** One transaction for state, inbox and outbox; publishing afterwards, in order per key. */
@NullMarked
package io.meshplane.platform.outbox;

import org.jspecify.annotations.NullMarked;

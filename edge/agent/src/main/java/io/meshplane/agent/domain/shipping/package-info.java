/** When which records of the buffer go out, and what a lost answer, an outage or a restart changes about it. */
@NullMarked
package io.meshplane.agent.domain.shipping;

import org.jspecify.annotations.NullMarked;

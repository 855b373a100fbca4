/** What the buffer on disk gives up when it is full, and what it says about it. */
@NullMarked
package io.meshplane.agent.domain.buffer;

import org.jspecify.annotations.NullMarked;

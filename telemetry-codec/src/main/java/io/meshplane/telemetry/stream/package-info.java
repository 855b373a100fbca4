/** Format version 2: messages that build on each other, from a sender to a receiver (docs/telemetry-format.md). */
@NullMarked
package io.meshplane.telemetry.stream;

import org.jspecify.annotations.NullMarked;

/** The batch that an agent uploads, and its wire format (docs/telemetry-format.md). */
@NullMarked
package io.meshplane.telemetry.codec;

import org.jspecify.annotations.NullMarked;

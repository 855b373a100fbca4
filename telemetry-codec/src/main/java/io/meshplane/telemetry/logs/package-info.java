/** The log half of a telemetry batch: lines of any text in a few bytes each (docs/telemetry-format-logs.md). */
@NullMarked
package io.meshplane.telemetry.logs;

import org.jspecify.annotations.NullMarked;

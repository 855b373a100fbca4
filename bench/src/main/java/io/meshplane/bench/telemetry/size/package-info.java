/** Bytes a value and bytes a line of log, ours and the peers'. */
@NullMarked
package io.meshplane.bench.telemetry.size;

import org.jspecify.annotations.NullMarked;

/** Tests of the log coder, and logs to test it with. */
@NullMarked
package io.meshplane.telemetry.logs;

import org.jspecify.annotations.NullMarked;

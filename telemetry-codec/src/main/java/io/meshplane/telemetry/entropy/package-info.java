/** Binary arithmetic coding: what the metrics and the log coder share. */
@NullMarked
package io.meshplane.telemetry.entropy;

import org.jspecify.annotations.NullMarked;

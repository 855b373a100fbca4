/** Tests of the metrics model. */
@NullMarked
package io.meshplane.telemetry.metrics;

import org.jspecify.annotations.NullMarked;

/** The model of format version 2 for metrics: predicts every value from what both ends know, and codes what is left. */
@NullMarked
package io.meshplane.telemetry.metrics;

import org.jspecify.annotations.NullMarked;

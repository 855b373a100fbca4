/** Tests of the package. */
@NullMarked
package io.meshplane.bench.telemetry.speed;

import org.jspecify.annotations.NullMarked;

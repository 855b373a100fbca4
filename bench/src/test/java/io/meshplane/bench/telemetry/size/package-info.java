/** Tests of the package. */
@NullMarked
package io.meshplane.bench.telemetry.size;

import org.jspecify.annotations.NullMarked;

/** Tests of the package. */
@NullMarked
package io.meshplane.bench.telemetry;

import org.jspecify.annotations.NullMarked;

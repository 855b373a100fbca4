/** Tests of the package. */
@NullMarked
package io.meshplane.bench.telemetry.data;

import org.jspecify.annotations.NullMarked;

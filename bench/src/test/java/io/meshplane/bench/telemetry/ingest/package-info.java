/** Tests of the package. */
@NullMarked
package io.meshplane.bench.telemetry.ingest;

import org.jspecify.annotations.NullMarked;

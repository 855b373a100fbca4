/** The suite telemetry: bytes, codec speed and ingest, each beside its peers. */
@NullMarked
package io.meshplane.bench.telemetry;

import org.jspecify.annotations.NullMarked;

/** Servers under load: values per CPU second of their processes. */
@NullMarked
package io.meshplane.bench.telemetry.ingest;

import org.jspecify.annotations.NullMarked;

/** Names and numbers of OpenTelemetry in Prometheus' forms. */
@NullMarked
package io.meshplane.ingest.adapter.standard.otlp;

import org.jspecify.annotations.NullMarked;

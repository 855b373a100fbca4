/** OTLP metrics and logs (opentelemetry-proto 1.x), read by hand. */
@NullMarked
package io.meshplane.ingest.adapter.standard.otlp;

import org.jspecify.annotations.NullMarked;

/** What standard senders of telemetry (OTLP, Prometheus remote-write) post, and what they are answered. */
@NullMarked
package io.meshplane.ingest.adapter.standard;

import org.jspecify.annotations.NullMarked;

/** Prometheus-compatible stores outside: remote-write. */
@NullMarked
package io.meshplane.ingest.adapter.remote;

import org.jspecify.annotations.NullMarked;

/** Prometheus remote-write 1 and 2, read by hand. */
@NullMarked
package io.meshplane.ingest.adapter.standard.remotewrite;

import org.jspecify.annotations.NullMarked;

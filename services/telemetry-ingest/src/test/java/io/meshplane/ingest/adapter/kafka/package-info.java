/** Records written and read by hand, checked against protobuf's own classes. */
@NullMarked
package io.meshplane.ingest.adapter.kafka;

import org.jspecify.annotations.NullMarked;

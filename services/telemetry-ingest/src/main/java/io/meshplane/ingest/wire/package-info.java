/** Protobuf's wire form read by hand: no generated classes, no objects per value. */
@NullMarked
package io.meshplane.ingest.wire;

import org.jspecify.annotations.NullMarked;

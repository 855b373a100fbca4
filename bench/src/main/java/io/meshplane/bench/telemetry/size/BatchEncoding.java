package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;

/** A peer's way to write a batch, before general compression. May carry state from batch to batch. */
public interface BatchEncoding {
    /** The next batch of a node. */
    byte[] encode(MetricTable batch);
}

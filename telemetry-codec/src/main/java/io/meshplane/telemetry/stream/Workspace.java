package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.Cells;

/** What a reader needs only while it reads: one a thread serves the readers of any number of nodes, one message at a time. */
public final class Workspace {
    final BitDecoder in = new BitDecoder();
    final Cells cells = new Cells();
    final MetricTable table = new MetricTable();
    final LogLines lines = new LogLines();
    /** Without meaning: keeps a compiler from leaving out that a state was touched. */
    int touched;
}

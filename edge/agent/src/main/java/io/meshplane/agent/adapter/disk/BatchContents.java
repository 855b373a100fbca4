package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.Extent;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import java.util.List;

/**
 * Records of the buffer as one batch.
 *
 * @param metrics a row a scrape, oldest first
 */
public record BatchContents(Extent extent, MetricTable metrics, LogLines lines, List<Note> notes) {
    public BatchContents {
        notes = List.copyOf(notes);
    }
}

package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch holds beside its records: the state of the node when it was closed. Kept with the batch's number, so that a
 * repetition holds the same.
 *
 * @param closedAtMs milliseconds since epoch UTC by the node's clock
 * @param babelRoutes null = no babeld answers
 * @param notes of this batch only, such as what was dropped
 */
public record Attachment(
        long closedAtMs,
        long uptimeSeconds,
        @Nullable Integer babelRoutes,
        List<LinkSample> links,
        List<UsageCounter> usage,
        List<Note> notes) {
    public Attachment {
        links = List.copyOf(links);
        usage = List.copyOf(usage);
        notes = List.copyOf(notes);
    }
}

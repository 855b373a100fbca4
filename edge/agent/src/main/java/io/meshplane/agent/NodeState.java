package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.UsageFile;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.usage.UnsentUsage;
import io.meshplane.agent.domain.usage.Usage;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch tells beside the buffer's records: the node as it is now, and the latest value of every usage counter, which is kept
 * on disk until it is acknowledged. Used on the disk's worker only.
 */
final class NodeState {
    private static final int MAX_LINKS = 1_000;
    private static final int MAX_COUNTERS = 1_000;

    private final UsageFile file;
    private final UnsentUsage unsent = new UnsentUsage();
    private @Nullable Observation latest;
    private boolean unsaved;

    private NodeState(UsageFile file) {
        this.file = file;
    }

    /**
     * With the counters that an earlier start did not bring through.
     *
     * @param data the node's data folder
     */
    static NodeState open(Path data) throws IOException {
        NodeState state = new NodeState(new UsageFile(data.resolve("buffer").resolve("usage")));
        state.unsent.load(state.file.read());
        return state;
    }

    void observed(Observation observation) throws IOException {
        latest = observation;
        boolean changed = unsent.observed(
                observation.usage().stream().map(NodeState::usage).toList());
        unsaved = true;
        if (changed) save();
    }

    /** Writes the counters that are not acknowledged, if any changed. */
    void save() throws IOException {
        if (unsaved) file.write(unsent.unacknowledged());
        unsaved = false;
    }

    /**
     * For a live batch, closed now.
     *
     * @param losses all so far
     * @param reported those that were told of before
     */
    Attachment live(long nowMs, Losses losses, Losses reported) {
        Observation seen = latest;
        List<LinkSample> links = seen == null ? List.of() : seen.links();
        return new Attachment(
                nowMs,
                seen == null ? 0 : seen.uptimeSeconds(),
                seen == null ? null : seen.babelRoutes(),
                links.size() > MAX_LINKS ? links.subList(0, MAX_LINKS) : links,
                unsent.next(MAX_COUNTERS).stream().map(NodeState::counter).toList(),
                losses.equals(reported) ? List.of() : List.of(dropped(nowMs, losses.minus(reported))));
    }

    /** For a batch of the backlog: the present is none of its business. */
    Attachment behind(long nowMs) {
        long uptime = latest == null ? 0 : latest.uptimeSeconds();
        return new Attachment(nowMs, uptime, null, List.of(), List.of(), List.of());
    }

    void acknowledged(Attachment taken) {
        if (taken.usage().isEmpty()) return;
        unsent.acknowledged(taken.usage().stream().map(NodeState::usage).toList());
        unsaved = true;
    }

    private static Note dropped(long nowMs, Losses more) {
        return new Note(nowMs, 0, "samples-dropped", more.inWords());
    }

    private static Usage usage(UsageCounter one) {
        return new Usage(one.interfaceName(), one.peerId(), one.counterEpoch(), one.sentBytes(), one.receivedBytes());
    }

    private static UsageCounter counter(Usage one) {
        return new UsageCounter(one.interfaceName(), one.peerId(), one.epoch(), one.sentBytes(), one.receivedBytes());
    }
}

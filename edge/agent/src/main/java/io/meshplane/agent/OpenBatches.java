package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.BatchContents;
import io.meshplane.agent.adapter.disk.SampleBuffer;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are under way, in memory and on disk. Its methods run on the agent's context; the steps that they return run on
 * the disk's worker, and see what was known when they were made.
 */
final class OpenBatches {
    /**
     * A batch in memory.
     *
     * @param told losses that notes told of so far, this batch's included
     */
    record Loaded(BatchContents contents, Attachment attachment, Losses told) {}

    /** Work for the disk. */
    interface Step<T> {
        T run() throws IOException;
    }

    private final SampleBuffer buffer;
    private final NodeState state;
    private final InstantSource clock;
    private final Map<Lane, Loaded> loaded = new EnumMap<>(Lane.class);
    private Losses reported;

    OpenBatches(SampleBuffer buffer, NodeState state, InstantSource clock) {
        this.buffer = buffer;
        this.state = state;
        this.clock = clock;
        this.reported = buffer.reported();
    }

    /** Reads the next batch of a lane. */
    Step<Loaded> gather(Lane lane, Span span) {
        Losses before = reported;
        return () -> {
            BatchContents contents = buffer.gather(lane, span);
            long now = clock.millis();
            if (lane == Lane.BACKLOG || contents.extent().empty()) {
                return new Loaded(contents, state.behind(now), before);
            }
            state.save();
            Losses losses = buffer.losses();
            return new Loaded(contents, state.live(now, losses, before), losses);
        };
    }

    /** It was read: from now on its losses count as told. */
    void opened(Lane lane, Loaded batch) {
        loaded.put(lane, batch);
        reported = batch.told();
    }

    /** The batch as it is in memory, or as an earlier start left it without an answer. */
    Step<Loaded> load(NumberedBatch batch) {
        Loaded known = loaded.get(batch.lane());
        return () -> {
            if (known != null) return known;
            Attachment attachment = buffer.attachment(batch.lane()).orElseThrow();
            return new Loaded(buffer.again(batch.lane(), batch.span()), attachment, buffer.reported());
        };
    }

    /** It is in memory. */
    void loaded(Lane lane, Loaded batch) {
        loaded.put(lane, batch);
    }

    /** Puts positions on disk, with what their open batches hold. */
    Step<Boolean> keep(Positions positions) {
        Map<Lane, Attachment> known = new EnumMap<>(Lane.class);
        loaded.forEach((lane, batch) -> known.put(lane, batch.attachment()));
        Losses told = reported;
        return () -> {
            Map<Lane, Attachment> open = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                if (positions.open(lane) == null) continue;
                Attachment inMemory = known.get(lane);
                open.put(
                        lane,
                        inMemory != null ? inMemory : buffer.attachment(lane).orElseThrow());
            }
            buffer.keep(positions, open, told);
            return true;
        };
    }

    /** It needs to be sent no more; null if it was not in memory. */
    @Nullable Loaded closed(Lane lane) {
        return loaded.remove(lane);
    }

    /** The control plane has it: what it told of the node need not be told again. On the disk's worker. */
    void acknowledged(Loaded taken) {
        state.acknowledged(taken.attachment());
    }
}

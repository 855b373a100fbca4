package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.BatchContents;
import io.meshplane.agent.adapter.disk.SampleBuffer;
import io.meshplane.agent.adapter.disk.Scrape;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.shipping.Decision;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Order;
import io.meshplane.agent.domain.shipping.Outcome;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Shipping;
import io.meshplane.agent.domain.shipping.ShippingPolicy;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One life of a node's process: the real buffer, counters and shipping, each step at once. Its world decides what arrives. */
final class SimulatedNode {
    /** Where its batches go to. */
    interface Uplink {
        /** How sending it ends. */
        Outcome send(NumberedBatch batch, BatchContents contents, Attachment attachment);
    }

    private record Loaded(BatchContents contents, Attachment attachment, Losses told) {}

    private final SampleBuffer buffer;
    private final NodeState state;
    private final Uplink uplink;
    private final SplittableRandom random;
    private final Map<Lane, Loaded> loaded = new EnumMap<>(Lane.class);
    private Losses reported;
    private Shipping shipping;

    SimulatedNode(
            Path data,
            long maxBytes,
            ShippingPolicy policy,
            long bootId,
            long nowMs,
            Uplink uplink,
            SplittableRandom random)
            throws IOException {
        InstantSource clock = InstantSource.system();
        this.buffer = SampleBuffer.open(data, maxBytes, clock);
        this.state = NodeState.open(data);
        this.uplink = uplink;
        this.random = random;
        this.reported = buffer.reported();
        long firstMs = nowMs + 1 + random.nextLong(policy.intervalMs());
        this.shipping = Shipping.start(policy, bootId, buffer.positions(), buffer.head(), firstMs);
    }

    SampleBuffer buffer() {
        return buffer;
    }

    void observed(Scrape scrape, Observation observation) throws IOException {
        buffer.add(scrape);
        state.observed(observation);
    }

    /** What happens each half minute. */
    void sync() throws IOException {
        buffer.sync();
        state.save();
        if (shipping.failures(Lane.LIVE) == 0) keep();
    }

    /** Nothing is left to be delivered but what came since the latest batch. */
    boolean isDrained() {
        Positions positions = shipping.positions();
        return positions.backlog().isEmpty()
                && positions.live() == null
                && positions.behind() == null
                && positions.liveFrom() >= buffer.head();
    }

    /** Does what shipping has to do until then. */
    void ship(long fromMs, long untilMs) throws IOException {
        for (long now = fromMs; now <= untilMs; now = Math.max(now + 50, shipping.wakesAtMs())) {
            Decision decision = shipping.tick(buffer.head(), now);
            apply(decision, now);
        }
    }

    private void apply(Decision decision, long nowMs) throws IOException {
        shipping = decision.next();
        for (Order order : decision.orders()) {
            switch (order) {
                case Order.Gather(Lane lane, Span span) -> gather(lane, span, nowMs);
                case Order.Send(NumberedBatch batch, boolean _) -> send(batch, nowMs);
            }
        }
    }

    private void gather(Lane lane, Span span, long nowMs) throws IOException {
        BatchContents contents;
        Loaded read;
        try {
            contents = buffer.gather(lane, span);
            if (lane == Lane.BACKLOG || contents.extent().empty()) {
                read = new Loaded(contents, state.behind(nowMs), reported);
            } else {
                state.save();
                Losses losses = buffer.losses();
                read = new Loaded(contents, state.live(nowMs, losses, reported), losses);
            }
        } catch (IOException e) { // the disk is full
            shipping = shipping.diskFailed(lane, nowMs, random.nextDouble());
            return;
        }
        if (!contents.extent().empty()) {
            loaded.put(lane, read);
            reported = read.told();
        }
        apply(shipping.gathered(lane, contents.extent(), nowMs), nowMs);
    }

    private void send(NumberedBatch batch, long nowMs) throws IOException {
        Lane lane = batch.lane();
        Loaded batchIn;
        try {
            keep();
            batchIn = loaded.get(lane);
            if (batchIn == null) {
                Attachment attachment = buffer.attachment(lane).orElseThrow();
                batchIn = new Loaded(buffer.again(lane, batch.span()), attachment, buffer.reported());
                loaded.put(lane, batchIn);
            }
        } catch (IOException e) {
            shipping = shipping.diskFailed(lane, nowMs, random.nextDouble());
            return;
        }
        Outcome outcome = uplink.send(batch, batchIn.contents(), batchIn.attachment());
        if (outcome == Outcome.TAKEN) {
            loaded.remove(lane);
            state.acknowledged(batchIn.attachment());
        }
        shipping = shipping.answered(lane, outcome, nowMs, 0, random.nextDouble());
    }

    private void keep() throws IOException {
        Positions positions = shipping.positions();
        Map<Lane, Attachment> open = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            @Nullable Loaded known = loaded.get(lane);
            if (positions.open(lane) == null) continue;
            open.put(lane, known == null ? buffer.attachment(lane).orElseThrow() : known.attachment());
        }
        buffer.keep(positions, open, reported);
    }
}

package io.meshplane.agent.domain.shipping;

import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.shipping.LaneState.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The shipping of one node at one moment. Every event gives the next state; times come from a clock that does not go back.
 *
 * <p>Live batches follow each other every interval. Where they cannot, the one in flight is repeated unchanged; once it is taken,
 * live goes on with the newest interval, and what lies between becomes the backlog. A batch keeps its number and content through
 * lost answers and restarts, so that the receiver can tell a repetition.
 */
public final class Shipping {
    private static final int MAX_BACKLOG_SPANS = 64;

    private final ShippingPolicy policy;
    private final long bootId;
    private final long nextSequence;
    private final Positions positions;
    private final LaneState live;
    private final LaneState backlog;
    private final Pace pace;

    private Shipping(
            ShippingPolicy policy,
            long bootId,
            long nextSequence,
            Positions positions,
            LaneState live,
            LaneState backlog,
            Pace pace) {
        this.policy = policy;
        this.bootId = bootId;
        this.nextSequence = nextSequence;
        this.positions = positions;
        this.live = live;
        this.backlog = backlog;
        this.pace = pace;
    }

    /**
     * At the start of the agent.
     *
     * @param positions as they were left; their open batches come first
     * @param head index of the next record: older ones are backlog
     * @param firstLiveMs when the first live batch is due; drawn at random, so that agents do not come in step
     */
    public static Shipping start(ShippingPolicy policy, long bootId, Positions positions, long head, long firstLiveMs) {
        LaneState fresh = new LaneState(Step.IDLE, Long.MIN_VALUE, policy.backOff(), true, 0);
        Pace pace = Pace.start(policy, head, firstLiveMs);
        return new Shipping(policy, bootId, 1, positions, fresh, fresh, pace);
    }

    /** What must be on disk before an order to send is carried out. */
    public Positions positions() {
        return positions;
    }

    /** Failures in a row of a lane. */
    public int failures(Lane lane) {
        return lane(lane).backOff().failures();
    }

    /** When {@link #tick} will have something to do if nothing else happens; may be in the past. */
    public long wakesAtMs() {
        long wakes = pace.boundaryMs();
        if (live.step() == Step.IDLE && (positions.live() != null || pace.due())) {
            wakes = Math.min(wakes, live.notBeforeMs());
        }
        boolean behind = positions.behind() != null || !positions.backlog().isEmpty();
        if (backlog.step() == Step.IDLE && behind) wakes = Math.min(wakes, backlog.notBeforeMs());
        return wakes;
    }

    /** Something urgent was recorded: live is due now, unless that happens too often. */
    public Shipping urgent() {
        return with(pace.urgent());
    }

    /**
     * Time has passed, or something has ended.
     *
     * @param head index of the next record
     */
    public Decision tick(long head, long nowMs) {
        Shipping now = with(pace.at(head, nowMs));
        List<Order> orders = new ArrayList<>();
        now = now.liveTick(head, nowMs, orders);
        now = now.backlogTick(nowMs, orders);
        return new Decision(now, orders);
    }

    private Shipping liveTick(long head, long nowMs, List<Order> orders) {
        if (!live.ready(nowMs)) return this;
        if (positions.live() != null) return send(Lane.LIVE, nowMs, orders);
        if (!pace.due()) return this;
        boolean late =
                positions.liveFrom() < pace.olderMark() && positions.backlog().size() < MAX_BACKLOG_SPANS;
        Positions from = late ? positions.leftBehind(pace.olderMark()) : positions;
        Shipping next = with(from).with(pace.ordered());
        if (from.liveFrom() >= head) return next;
        orders.add(new Order.Gather(Lane.LIVE, new Span(from.liveFrom(), head)));
        return next.with(Lane.LIVE, live.ordered(Step.GATHERING, nowMs));
    }

    private Shipping backlogTick(long nowMs, List<Order> orders) {
        if (!backlog.ready(nowMs)) return this;
        if (positions.behind() != null) return send(Lane.BACKLOG, nowMs, orders);
        if (positions.backlog().isEmpty()) return this;
        orders.add(new Order.Gather(Lane.BACKLOG, positions.backlog().getFirst()));
        return with(Lane.BACKLOG, backlog.ordered(Step.GATHERING, nowMs));
    }

    private Shipping send(Lane lane, long nowMs, List<Order> orders) {
        NumberedBatch batch = positions.open(lane);
        if (batch == null) throw new IllegalStateException("no batch is open in " + lane);
        orders.add(new Order.Send(batch, lane(lane).selfContained()));
        return with(lane, lane(lane).ordered(Step.SENDING, nowMs));
    }

    /** A batch was read from the buffer. */
    public Decision gathered(Lane lane, Extent extent, long nowMs) {
        Shipping read = lane == Lane.LIVE && !extent.complete() ? with(pace.again()) : this;
        Span span = extent.span();
        if (extent.empty()) {
            LaneState idle = read.lane(lane).ordered(Step.IDLE, nowMs);
            return new Decision(read.with(positions.skipped(lane, span.to())).with(lane, idle), List.of());
        }
        NumberedBatch batch = new NumberedBatch(lane, bootId, nextSequence, span);
        Shipping opened =
                new Shipping(policy, bootId, nextSequence + 1, positions.opened(batch), live, backlog, read.pace);
        List<Order> orders = new ArrayList<>();
        return new Decision(opened.send(lane, nowMs, orders), orders);
    }

    /** The buffer or the positions cannot be read or written now. */
    public Shipping diskFailed(Lane lane, long nowMs, double draw) {
        return later(lane, nowMs, 0, draw);
    }

    /**
     * An attempt to send has ended.
     *
     * @param askedMs wait that the receiver asked for (Retry-After); 0 if it did not
     * @param draw uniform random number, 0 to 1
     */
    public Shipping answered(Lane lane, Outcome outcome, long nowMs, long askedMs, double draw) {
        return switch (outcome) {
            case TAKEN, REFUSED -> closed(lane, outcome == Outcome.TAKEN, nowMs);
            case STATE_MISSING ->
                lane(lane).selfContained()
                        ? later(lane, nowMs, askedMs, draw)
                        : with(lane, lane(lane).idle(nowMs, lane(lane).backOff(), true));
            case LATER -> later(lane, nowMs, askedMs, draw);
        };
    }

    private Shipping closed(Lane lane, boolean taken, long nowMs) {
        LaneState state = lane(lane);
        long tookMs = nowMs - state.orderedMs();
        long restMs = lane == Lane.LIVE ? 0 : (long) (tookMs * (1 / policy.backlogShare() - 1));
        // a receiver that refused the batch did not learn from it, and a chain does not go on over a restart
        NumberedBatch batch = positions.open(lane);
        boolean alone = !taken || batch == null || batch.bootId() != bootId;
        LaneState next = state.idle(nowMs + restMs, state.backOff().succeeded(), alone);
        return with(positions.closed(lane)).with(lane, next);
    }

    private Shipping later(Lane lane, long nowMs, long askedMs, double draw) {
        LaneState state = lane(lane);
        BackOff failed = state.backOff().failed();
        long waitMs = failed.delay(draw, Duration.ofMillis(askedMs)).toMillis();
        Shipping waiting = lane == Lane.LIVE && positions.live() == null ? with(pace.again()) : this;
        return waiting.with(lane, state.idle(nowMs + waitMs, failed, state.selfContained()));
    }

    private LaneState lane(Lane lane) {
        return lane == Lane.LIVE ? live : backlog;
    }

    private Shipping with(Lane lane, LaneState state) {
        return lane == Lane.LIVE
                ? new Shipping(policy, bootId, nextSequence, positions, state, backlog, pace)
                : new Shipping(policy, bootId, nextSequence, positions, live, state, pace);
    }

    private Shipping with(Positions next) {
        return new Shipping(policy, bootId, nextSequence, next, live, backlog, pace);
    }

    private Shipping with(Pace next) {
        return new Shipping(policy, bootId, nextSequence, positions, live, backlog, next);
    }
}

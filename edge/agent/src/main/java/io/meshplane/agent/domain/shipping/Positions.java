package io.meshplane.agent.domain.shipping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must outlive the process: how far the control plane has the buffer. Records outside of everything named here were taken.
 *
 * @param liveFrom index where the next live batch may begin
 * @param backlog what waits behind it, in order, each run below the next and below liveFrom
 * @param live batch of that lane without an answer so far
 * @param behind batch of the backlog's lane without an answer so far
 */
public record Positions(
        long liveFrom,
        List<Span> backlog,
        @Nullable NumberedBatch live,
        @Nullable NumberedBatch behind) {
    public Positions {
        backlog = List.copyOf(backlog);
    }

    /** Nothing was delivered: everything from this index on is to be sent. */
    public static Positions startingAt(long index) {
        return new Positions(index, List.of(), null, null);
    }

    /** The batch of a lane that has no answer so far. */
    public @Nullable NumberedBatch open(Lane lane) {
        return lane == Lane.LIVE ? live : behind;
    }

    /** All that was not taken so far, in order; the last run has no end. */
    public List<Span> waiting() {
        List<Span> spans = new ArrayList<>(backlog);
        spans.addAll(pinned());
        spans.add(new Span(liveFrom, Long.MAX_VALUE));
        spans.sort((one, other) -> Long.compare(one.from(), other.from()));
        return spans;
    }

    /** The records of open batches, which must stay as they are: they may be sent again. */
    public List<Span> pinned() {
        List<Span> spans = new ArrayList<>();
        if (live != null) spans.add(live.span());
        if (behind != null) spans.add(behind.span());
        return spans;
    }

    Positions opened(NumberedBatch batch) {
        return batch.lane() == Lane.LIVE
                ? new Positions(batch.span().to(), backlog, batch, behind)
                : new Positions(liveFrom, without(batch.span().to()), live, batch);
    }

    Positions closed(Lane lane) {
        return lane == Lane.LIVE
                ? new Positions(liveFrom, backlog, null, behind)
                : new Positions(liveFrom, backlog, live, null);
    }

    /** The records up to there hold nothing that could be sent. */
    Positions skipped(Lane lane, long to) {
        return lane == Lane.LIVE
                ? new Positions(to, backlog, live, behind)
                : new Positions(liveFrom, without(to), live, behind);
    }

    /** Live goes on from there; what it leaves out waits behind it. */
    Positions leftBehind(long from) {
        List<Span> spans = new ArrayList<>(backlog);
        long first = liveFrom;
        if (!spans.isEmpty() && spans.getLast().to() == liveFrom)
            first = spans.removeLast().from();
        spans.add(new Span(first, from));
        return new Positions(from, spans, live, behind);
    }

    private List<Span> without(long to) {
        List<Span> left = new ArrayList<>();
        for (Span span : backlog) {
            if (span.to() > to) left.add(new Span(Math.max(span.from(), to), span.to()));
        }
        return left;
    }
}

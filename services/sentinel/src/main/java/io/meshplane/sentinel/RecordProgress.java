package io.meshplane.sentinel;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.RecordPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where the work on one record stands. One run at a time; the fields are guarded by the object. */
final class RecordProgress {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_THOUGHTS = Duration.ofMillis(250);
    private static final int UNPUBLISHED_MAX = 16;

    /** What the server answered when it was last asked. */
    record Look(DnsState dns, Instant at) {}

    private final AtomicBoolean running = new AtomicBoolean();
    private final Deque<Event<RecordSwitched>> unpublished = new ArrayDeque<>();
    private @Nullable Look lastLook;
    private RecordPlan.@Nullable Write inDoubt;
    private long epochSeen;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private boolean paged;
    private boolean changePending;
    private Instant consideredAt = Instant.MIN;

    synchronized boolean begin() {
        changePending = false;
        return running.compareAndSet(false, true);
    }

    void end() {
        running.set(false);
    }

    boolean isRunning() {
        return running.get();
    }

    /**
     * Whether it is worth a thought; a change always is, and stays so until a run has seen it.
     *
     * @param changed whether somebody's health did just now
     */
    synchronized boolean isToBeConsidered(boolean changed, Instant now) {
        changePending |= changed;
        if (!changePending && now.isBefore(consideredAt.plus(BETWEEN_THOUGHTS))) return false;
        consideredAt = now;
        return true;
    }

    /** The record is as it should be after all that was heard. */
    synchronized void nothingToDo() {
        changePending = false;
    }

    synchronized boolean mayTryAt(Instant now) {
        return !now.isBefore(notBefore);
    }

    synchronized @Nullable Look lastLook() {
        return lastLook;
    }

    synchronized RecordPlan.@Nullable Write inDoubt() {
        return inDoubt;
    }

    synchronized long epochSeen() {
        return epochSeen;
    }

    /** The server answered: no pauses any more. */
    synchronized void saw(DnsState dns, Instant now) {
        lastLook = new Look(dns, now);
        epochSeen = Math.max(epochSeen, dns.mark().map(EpochMark::epoch).orElse(0L));
        inDoubt = null;
        failures = 0;
        notBefore = Instant.MIN;
    }

    /** It did not work: the next try waits, longer each time. */
    synchronized void failed(RecordPlan.@Nullable Write nowInDoubt, Instant now) {
        inDoubt = nowInDoubt;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 5));
        notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        failures++;
    }

    /** Whether nobody serves; true if that is new. */
    synchronized boolean page(boolean nobodyUp) {
        boolean isNew = nobodyUp && !paged;
        paged = nobodyUp;
        return isNew;
    }

    synchronized boolean isPaged() {
        return paged;
    }

    synchronized void toPublish(Event<RecordSwitched> event) {
        if (unpublished.size() >= UNPUBLISHED_MAX) unpublished.removeFirst();
        unpublished.addLast(event);
    }

    synchronized List<Event<RecordSwitched>> unpublished() {
        return List.copyOf(unpublished);
    }

    synchronized void published(List<Event<RecordSwitched>> events) {
        unpublished.removeAll(events);
    }
}

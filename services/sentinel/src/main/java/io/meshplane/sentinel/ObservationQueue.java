package io.meshplane.sentinel;

import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.platform.event.Event;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Observations on their way to Kafka. While Kafka is away the oldest make room: what a member was like a while ago is no news. */
final class ObservationQueue {
    static final int WAITING_MAX = 1000;
    static final int IN_FLIGHT_MAX = 64;

    /** What became of an observation. */
    enum Fate {
        PUBLISHED,
        /** Kafka did not take it in time. */
        FAILED,
        /** Newer ones needed the room. */
        DROPPED
    }

    private final Function<Event<ProbeObserved>, ? extends Uni<?>> publish;
    private final Consumer<Fate> count;
    private final Deque<Event<ProbeObserved>> waiting = new ArrayDeque<>();
    private int inFlight;

    ObservationQueue(Function<Event<ProbeObserved>, ? extends Uni<?>> publish, Consumer<Fate> count) {
        this.publish = publish;
        this.count = count;
    }

    void add(Event<ProbeObserved> observation) {
        boolean dropped = false;
        synchronized (this) {
            if (waiting.size() >= WAITING_MAX) {
                waiting.removeFirst();
                dropped = true;
            }
            waiting.addLast(observation);
        }
        if (dropped) count.accept(Fate.DROPPED);
        sendOn();
    }

    private void sendOn() {
        for (Event<ProbeObserved> next = next(); next != null; next = next()) {
            publish.apply(next).subscribe().with(done -> end(Fate.PUBLISHED), failure -> end(Fate.FAILED));
        }
    }

    private synchronized @Nullable Event<ProbeObserved> next() {
        if (inFlight >= IN_FLIGHT_MAX || waiting.isEmpty()) return null;
        inFlight++;
        return waiting.removeFirst();
    }

    private void end(Fate fate) {
        synchronized (this) {
            inFlight--;
        }
        count.accept(fate);
        sendOn();
    }
}

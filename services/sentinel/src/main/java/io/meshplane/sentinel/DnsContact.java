package io.meshplane.sentinel;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the name server is with us. */
@ApplicationScoped
public class DnsContact {
    private final AtomicReference<Status> status = new AtomicReference<>(new Status(State.UNTRIED, "", Instant.EPOCH));

    /** What was last found. */
    public enum State {
        UNTRIED,
        ANSWERING,
        FAILING
    }

    /**
     * How it stands.
     *
     * @param reason of a failure, for people
     * @param since when this state began
     */
    public record Status(State state, String reason, Instant since) {
        private Status becomes(State next, String why, Instant now) {
            return new Status(next, why, next == state ? since : now);
        }
    }

    void answered(Instant now) {
        status.updateAndGet(before -> before.becomes(State.ANSWERING, "", now));
    }

    void failed(String reason, Instant now) {
        status.updateAndGet(before -> before.becomes(State.FAILING, reason, now));
    }

    public Status status() {
        return status.get();
    }
}

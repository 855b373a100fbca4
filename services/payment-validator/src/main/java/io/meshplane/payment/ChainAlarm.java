package io.meshplane.payment;

import io.meshplane.payment.domain.chain.Incident;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether the chain cannot be followed, and since when something is amiss. Changed by the follower's thread, read by any. */
public final class ChainAlarm {
    private static final Logger LOG = Logger.getLogger(ChainAlarm.class);

    private final Consumer<Incident> incidents;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private volatile Alarm raised = Alarm.NONE;
    private volatile String why = "";
    private @Nullable Instant amissSince; // of the follower's thread

    /** Why the follower stands still although the nodes answer; each needs an operator. */
    public enum Alarm {
        NONE,
        /** Two hashes have a quorum at one height. */
        SPLIT,
        /** The chain was rewritten deeper than is followed. */
        REORG_TOO_DEEP,
        /** Blocks have a form that is not known here: perhaps a fork of the protocol. */
        UNSUPPORTED,
        /** Fewer full nodes vote than must agree, or they do not agree: everything waits. */
        NO_QUORUM
    }

    /** @param incidents told of each alarm and its end */
    ChainAlarm(Consumer<Incident> incidents, MeterRegistry meters, InstantSource clock) {
        this.incidents = incidents;
        this.meters = meters;
        this.clock = clock;
    }

    Alarm raised() {
        return raised;
    }

    /** In words; empty if there is none. */
    String why() {
        return why;
    }

    /** The chain is followed. */
    void calm() {
        amissSince = null;
        if (raised == Alarm.NONE) return;
        LOG.infof("the chain is followed again after=%s", raised);
        incidents.accept(incident(Incident.Kind.ALL_CLEAR, "after " + raised));
        why = "";
        raised = Alarm.NONE;
    }

    /** Raises it once something has been amiss for longer than this. */
    void raiseIfItLasts(Alarm alarm, String reason, Duration patience) {
        Instant now = clock.instant();
        Instant since = amissSince == null ? now : amissSince;
        amissSince = since;
        if (since.plus(patience).isBefore(now)) raise(alarm, reason);
    }

    /** Raises it at once. */
    void raise(Alarm alarm, String reason) {
        if (raised != alarm) {
            LOG.errorf("the chain cannot be followed, no verdicts until this ends alarm=%s why=%s", alarm, reason);
            meters.counter("payment.chain.alarms", "reason", ClaimFlow.tag(alarm))
                    .increment();
            incidents.accept(incident(Incident.Kind.ALARM, alarm + ": " + reason));
        }
        why = reason;
        raised = alarm;
    }

    private Incident incident(Incident.Kind kind, String what) {
        return new Incident(clock.instant(), kind, Optional.empty(), what, "");
    }
}

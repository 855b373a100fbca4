package io.meshplane.sentinel;

import io.meshplane.sentinel.alert.AlertSignals;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.PoolConditions;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells people of records that are not as they should be, and of those that are again. It tells changes only; the first outcome after a start
 * is one, so what another instance had told of and nobody ended is ended.
 */
@ApplicationScoped
public class RecordAlarms {
    private static final Logger LOG = Logger.getLogger(RecordAlarms.class);
    private static final int POOLS_MAX = 10_000;

    private final AlertSignals signals;
    private final Map<PoolKey, Trouble> told = new ConcurrentHashMap<>();

    RecordAlarms(AlertSignals signals) {
        this.signals = signals;
    }

    /** What to tell; null severity = all is well. */
    private record Trouble(@Nullable Severity severity, String alertName, String summary) {
        static final Trouble NONE = new Trouble(null, "", "");
    }

    /** A record was looked after. */
    void settled(Pool pool, RecordOutcome outcome) {
        Trouble trouble = trouble(outcome, pool);
        if (trouble == null || trouble.equals(told.get(pool.key()))) return;
        if (told.size() >= POOLS_MAX) told.clear(); // they are told again
        told.put(pool.key(), trouble);
        tell(pool, trouble);
    }

    /** Null = it says nothing either way. */
    private static @Nullable Trouble trouble(RecordOutcome outcome, Pool pool) {
        String record = pool.record().value();
        return switch (outcome) {
            case RecordOutcome.Kept ignored -> Trouble.NONE;
            case RecordOutcome.Held ignored -> Trouble.NONE;
            case RecordOutcome.Written ignored -> Trouble.NONE;
            case RecordOutcome.Contended ignored -> null;
            case RecordOutcome.NotOurs(var dns, String reason) ->
                new Trouble(Severity.WARNING, "RecordNotOurs", record + " is left alone: " + reason);
            case RecordOutcome.Edited(var dns, String reason) ->
                new Trouble(Severity.WARNING, "RecordEdited", record + " is left as it is: " + reason);
            case RecordOutcome.NotApplied ignored ->
                new Trouble(
                        Severity.CRITICAL,
                        "RecordNotApplied",
                        "the name server accepted an update of " + record + " and did not apply it");
            case RecordOutcome.Braked ignored ->
                new Trouble(
                        Severity.CRITICAL,
                        "ZoneBraked",
                        "too much of " + pool.zone() + " was switched of late: " + record + " is left as it is");
            case RecordOutcome.TooLate(String rcode) ->
                new Trouble(
                        Severity.WARNING,
                        "DecisionTooLate",
                        "the name server finds decisions about " + record + " too old (" + rcode
                                + "): clocks may differ");
            case RecordOutcome.Refused(String rcode) ->
                new Trouble(
                        Severity.CRITICAL,
                        "UpdateRefused",
                        "the name server refuses updates of " + record + ": " + rcode);
            case RecordOutcome.Unreachable(String reason, var inDoubt) ->
                new Trouble(
                        Severity.WARNING,
                        "NameServerUnreachable",
                        "the name server does not answer about " + record + ": " + reason);
        };
    }

    private void tell(Pool pool, Trouble trouble) {
        String name = pool.key().pool().value();
        AlertKey key = new AlertKey(pool.key().network(), "pool:" + name + ":record");
        Signal signal = trouble.severity() == null
                ? new Signal.Cleared("the record is as it should be")
                : new Signal.Firing(Subject.of(
                        trouble.severity(),
                        "records",
                        Subject.shortened(trouble.summary()),
                        Map.of(
                                "alertname",
                                trouble.alertName(),
                                PoolConditions.POOL_LABEL,
                                name,
                                "record",
                                pool.record().value())));
        signals.tell(key, signal).subscribe().with(_ -> LOG.debugf("alert told alert=%s", key), failure -> {
            told.remove(pool.key(), trouble); // with the next look
            LOG.warnf("alert not told yet alert=%s failure=%s", key, failure.toString());
        });
    }
}

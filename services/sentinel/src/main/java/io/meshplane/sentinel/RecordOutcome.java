package io.meshplane.sentinel;

import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.RecordPlan;
import org.jspecify.annotations.Nullable;

/** What came of bringing a record to what it should be. */
sealed interface RecordOutcome {
    /** The name of the case, for metrics. */
    default String tag() {
        return switch (this) {
            case Kept ignored -> "kept";
            case Held ignored -> "held";
            case NotOurs ignored -> "not_ours";
            case Edited ignored -> "edited";
            case Written ignored -> "written";
            case NotApplied ignored -> "not_applied";
            case Contended ignored -> "contended";
            case TooLate ignored -> "too_late";
            case Braked ignored -> "braked";
            case Refused ignored -> "refused";
            case Unreachable ignored -> "unreachable";
        };
    }

    record Kept(DnsState dns) implements RecordOutcome {}

    record Held(DnsState dns, String reason) implements RecordOutcome {}

    record NotOurs(DnsState dns, String reason) implements RecordOutcome {}

    /** Somebody else changed it, and the pool's operators want it left so. */
    record Edited(DnsState dns, String reason) implements RecordOutcome {}

    /** Written and seen in the server's answer. */
    record Written(DnsState dns, RecordPlan.Write write) implements RecordOutcome {}

    /** It did not work and is tried again after a while. */
    sealed interface Failed extends RecordOutcome {}

    /** The server said NOERROR and answers something else, as with an alias at the same name. */
    record NotApplied(DnsState dns) implements Failed {}

    /** Others wrote in between, each time. */
    record Contended(String rcode) implements Failed {}

    /** So much of the zone was switched of late that a person should look first. */
    record Braked(DnsState dns, RecordPlan.Write write) implements Failed {}

    /** The name server found the decision too old: this instance was held up, or the clocks differ. */
    record TooLate(String rcode) implements Failed {}

    record Refused(String rcode) implements Failed {}

    /** @param inDoubt a write that the server may have done before it fell silent */
    record Unreachable(String reason, RecordPlan.@Nullable Write inDoubt) implements Failed {}
}

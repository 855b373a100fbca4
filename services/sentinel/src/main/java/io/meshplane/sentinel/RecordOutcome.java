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
            case Written ignored -> "written";
            case NotApplied ignored -> "not_applied";
            case Contended ignored -> "contended";
            case Refused ignored -> "refused";
            case Unreachable ignored -> "unreachable";
        };
    }

    record Kept(DnsState dns) implements RecordOutcome {}

    record Held(DnsState dns, String reason) implements RecordOutcome {}

    record NotOurs(DnsState dns, String reason) implements RecordOutcome {}

    /** Written and seen in the server's answer. */
    record Written(DnsState dns, RecordPlan.Write write) implements RecordOutcome {}

    /** The server said NOERROR and answers something else, as with an alias at the same name. */
    record NotApplied(DnsState dns) implements RecordOutcome {}

    /** Others wrote in between, each time. */
    record Contended(String rcode) implements RecordOutcome {}

    record Refused(String rcode) implements RecordOutcome {}

    /** @param inDoubt a write that the server may have done before it fell silent */
    record Unreachable(String reason, RecordPlan.@Nullable Write inDoubt) implements RecordOutcome {}
}

package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsState;

/** What came of asking the name server. */
public sealed interface ReadOutcome {
    record Found(DnsState state) implements ReadOutcome {}

    /** No answer, or none that can be trusted. */
    record Unanswered(String reason) implements ReadOutcome {}
}

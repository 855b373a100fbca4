package io.meshplane.sentinel.adapter.dns;

/** What came of an update. */
public sealed interface UpdateOutcome {
    /** The server says NOERROR, which does not mean that the zone changed: read it back. */
    record Accepted() implements UpdateOutcome {}

    /** A prerequisite does not hold: somebody wrote since we read. */
    record LostRace(String rcode) implements UpdateOutcome {}

    /** The server's clock says that the lease has passed, or our clocks differ by more than that. */
    record TooLate(String rcode) implements UpdateOutcome {}

    /** The server refuses us: a wrong key, a zone it does not serve, a broken message. */
    record Refused(String rcode) implements UpdateOutcome {}

    /** No answer: the update may have been applied or not. */
    record Unanswered(String reason) implements UpdateOutcome {}
}

package io.meshplane.devstack.dns;

/** What became of an UPDATE message. */
sealed interface UpdateOutcome {
    /** All of it holds; {@code next} has a higher serial if anything changed, else it is the zone as it was. */
    record Applied(ZoneState next, boolean changed) implements UpdateOutcome {}

    /**
     * None of it holds.
     *
     * @param rcode of RFC 2136 §2.2, never NOERROR
     */
    record Refused(int rcode, String reason) implements UpdateOutcome {}
}

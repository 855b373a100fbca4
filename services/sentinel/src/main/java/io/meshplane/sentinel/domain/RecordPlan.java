package io.meshplane.sentinel.domain;

/** What should happen to a pool's record, with the reason in words. */
public sealed interface RecordPlan {
    String reason();

    /** The answer is the right one. */
    record Keep(String reason) implements RecordPlan {}

    /**
     * The answer should be another.
     *
     * @param drift whether somebody else changed what we wrote
     */
    record Write(DnsUpdate update, String reason, boolean drift) implements RecordPlan {}

    /** Nothing better is known, so the last answer stays: a pool is never emptied. */
    record Hold(String reason) implements RecordPlan {}

    /** Somebody else changed what we wrote, and the pool's operators want to be told and no more. */
    record Edited(String reason) implements RecordPlan {}

    /** The record is another pool's, or was not made here: it is left alone. */
    record NotOurs(String reason) implements RecordPlan {}
}

package io.meshplane.agent.domain.shipping;

/** What the shell is to do next; it says how that went with the matching event of {@link Shipping}. */
public sealed interface Order {
    /** Read these records, as many as make one batch, from the first one on; then {@link Shipping#gathered}. */
    record Gather(Lane lane, Span span) implements Order {}

    /**
     * Put the positions on disk, then send this batch; then {@link Shipping#answered}.
     *
     * @param selfContained must build on no state that the receiver had
     */
    record Send(NumberedBatch batch, boolean selfContained) implements Order {}
}

package io.meshplane.agent.domain.shipping;

/** What became of an attempt to send a batch. */
public enum Outcome {
    /** The control plane has it, perhaps since an earlier attempt. */
    TAKEN,
    /** It will never take it. */
    REFUSED,
    /** It lost the state that the batch builds on: the same content again, self-contained. */
    STATE_MISSING,
    /** No answer, or one that says nothing of the batch. */
    LATER
}

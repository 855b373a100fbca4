package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Decoded;

/** What a receiver says of a message. */
public sealed interface Received {
    /** It is true, and the chain goes on from it. The report's table and lines are the workspace's: valid until its next message. */
    record Accepted(Report report) implements Received {}

    /** It is the very message that was accepted last, once more. */
    record Repeated(long sequence) implements Received {}

    /** It builds on a state that this receiver does not have: the sender must send it again, self-contained. */
    record StateMissing() implements Received {}

    /**
     * It is not true, or not worth the memory. The state is as it was, unless the message had a good checksum and broke a rule:
     * then the state is gone, as it is for a sender that goes on.
     *
     * @param detail for people; may be shown to the sender
     */
    record Refused(Decoded.Reason reason, String detail) implements Received {}
}

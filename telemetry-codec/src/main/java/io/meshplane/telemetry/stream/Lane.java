package io.meshplane.telemetry.stream;

/** What a chain of messages is for; each has a state of its own. */
public enum Lane {
    /** What was sampled just now. */
    LIVE(0),
    /** What waited while there was no way to send it. */
    BACKLOG(1),
    /** What does not wait for the next batch. */
    ALERT(2);

    /** On the wire. */
    final int number;

    Lane(int number) {
        this.number = number;
    }
}

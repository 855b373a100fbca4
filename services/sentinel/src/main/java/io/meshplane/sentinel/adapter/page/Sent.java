package io.meshplane.sentinel.adapter.page;

/** What came of sending something. */
public sealed interface Sent {
    /** The receiver took it. */
    record Delivered() implements Sent {}

    /** It did not, or nobody knows. */
    record Failed(String why) implements Sent {}
}

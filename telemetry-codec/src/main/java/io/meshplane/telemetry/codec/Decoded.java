package io.meshplane.telemetry.codec;

/** What a decoder says of some bytes. */
public sealed interface Decoded {
    /** They are a batch. */
    record Accepted(Batch batch) implements Decoded {}

    /**
     * They are not, or not one that is worth the memory.
     *
     * @param detail for people; may be shown to the sender
     */
    record Refused(Reason reason, String detail) implements Decoded {}

    /** Why bytes are refused. */
    enum Reason {
        /** A limit of {@link Limits} is exceeded. */
        TOO_LARGE,
        /** The magic number is missing. */
        NOT_A_BATCH,
        /** The format version is not one that this decoder knows. */
        UNSUPPORTED_VERSION,
        /** The checksum or the compressed frame is broken. */
        DAMAGED,
        /** The checksum holds, but the content breaks the format's rules. */
        MALFORMED
    }
}

package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.domain.Shortage;

/**
 * Why a request is not taken.
 *
 * @param detail what is wrong and where, for people
 */
public record Refusal(Reason reason, String detail) {
    /** Kinds of refusal: {@link #BUSY} passes, the others never do. */
    public enum Reason {
        UNSUPPORTED,
        MALFORMED,
        TOO_LARGE,
        BUSY
    }

    /** The request asks for more than could be kept. */
    public static Refusal of(Shortage shortage) {
        return new Refusal(shortage == Shortage.MEMORY ? Reason.BUSY : Reason.TOO_LARGE, shortage.inWords());
    }

    public static Refusal malformed(String detail) {
        return new Refusal(Reason.MALFORMED, detail);
    }

    public static Refusal tooLarge(String detail) {
        return new Refusal(Reason.TOO_LARGE, detail);
    }
}

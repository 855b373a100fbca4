package io.meshplane.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the head of a request says of its body, before a byte of that is read. */
final class AdmissionRules {
    /** Nothing below them is done without a signature or a token; the second is remote-write's own. */
    private static final List<String> PROTECTED = List.of("/v1/", "/api/v1/");

    /** Why a request is turned away before its body was read to the end. */
    enum Refusal {
        /** The head is not of its form. */
        MALFORMED,
        /** The announced length is over the limit. */
        TOO_LARGE,
        /** Neither a token nor a signature. */
        UNAUTHENTICATED,
        /** Other bodies hold the budget. */
        OVER_BUDGET,
        /** The body did not come in time. */
        TOO_SLOW
    }

    /**
     * The part of a request's head that counts here.
     *
     * @param http2 whether a body may follow that no header announces
     * @param contentLength as it came
     * @param chunked whether a transfer coding is named
     * @param credentials whether there is a token or a signature, good or not
     */
    record Head(
            boolean http2,
            String method,
            String path,
            @Nullable String contentLength,
            boolean chunked,
            boolean credentials) {}

    /** What becomes of it. */
    sealed interface Admission {
        /** There is nothing to hold. */
        record Bodiless() implements Admission {}

        /** It may be read when so much is left of the budget. */
        record Charged(long sizeBytes) implements Admission {}

        record Refused(Refusal reason, Problem problem) implements Admission {}
    }

    /**
     * Decides about a request.
     *
     * @param limitBytes of one body; a body that announces no length is charged it whole
     */
    static Admission decide(Head head, long limitBytes) {
        long sizeBytes;
        try {
            sizeBytes = sizeBytes(head, limitBytes);
        } catch (NumberFormatException e) {
            return new Admission.Refused(Refusal.MALFORMED, Problem.malformed("Content-Length is no length"));
        }
        if (sizeBytes == 0) return new Admission.Bodiless();
        if (sizeBytes < 0 || sizeBytes > limitBytes) { // below 0: 2^63 or more
            return new Admission.Refused(
                    Refusal.TOO_LARGE, Problem.tooLarge("the body is larger than " + limitBytes + " bytes"));
        }
        if (!head.credentials && PROTECTED.stream().anyMatch(head.path::startsWith)) {
            return new Admission.Refused(
                    Refusal.UNAUTHENTICATED, Problem.unauthenticated("a signature or a bearer token is needed"));
        }
        return new Admission.Charged(sizeBytes);
    }

    private static long sizeBytes(Head head, long limitBytes) {
        if (head.chunked) return limitBytes;
        if (head.contentLength != null) return Long.parseUnsignedLong(head.contentLength);
        return head.http2 && mayCarryBody(head.method) ? limitBytes : 0;
    }

    /** The framework reads no body of the others; what comes of one stays within the stream's window. */
    private static boolean mayCarryBody(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "CONNECT" -> false;
            default -> true;
        };
    }

    private AdmissionRules() {}
}

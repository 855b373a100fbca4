package io.meshplane.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A problem as callers see it (RFC 9457), never with a stack trace.
 *
 * @param type {@code urn:meshplane:problem:…}; callers switch on it
 * @param title the same words for every problem of the type
 * @param status HTTP status
 * @param detail what is wrong this time, for people
 * @param field path of the offending field of the request, such as {@code members[0].address}; null if it is no field's fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_PREFIX = "urn:meshplane:problem:";

    /** A field that is missing, unknown, or not of its form. */
    public static Problem invalidField(String field, String detail) {
        return new Problem(TYPE_PREFIX + "invalid-field", "A field is not valid", 400, detail, field);
    }

    public static Problem malformed(String detail) {
        return new Problem(TYPE_PREFIX + "malformed", "The request cannot be read", 400, detail, null);
    }

    public static Problem unauthenticated(String detail) {
        return new Problem(TYPE_PREFIX + "unauthenticated", "The caller is not known", 401, detail, null);
    }

    public static Problem forbidden(String detail) {
        return new Problem(TYPE_PREFIX + "forbidden", "The caller may not do this", 403, detail, null);
    }

    public static Problem notFound(String detail) {
        return new Problem(TYPE_PREFIX + "not-found", "There is no such thing", 404, detail, null);
    }

    public static Problem conflict(String detail) {
        return new Problem(TYPE_PREFIX + "conflict", "It contradicts what is already there", 409, detail, null);
    }

    /** The request did not come in time; it may be repeated. */
    public static Problem timedOut(String detail) {
        return new Problem(TYPE_PREFIX + "timed-out", "The request did not come in time", 408, detail, null);
    }

    public static Problem tooLarge(String detail) {
        return new Problem(TYPE_PREFIX + "too-large", "The request is too large", 413, detail, null);
    }

    public static Problem tooMany(String detail) {
        return new Problem(TYPE_PREFIX + "too-many", "Too much at once", 429, detail, null);
    }

    public static Problem unavailable(String detail) {
        return new Problem(TYPE_PREFIX + "unavailable", "The service cannot do this right now", 503, detail, null);
    }

    static Problem ofStatus(int status, String detail) {
        return switch (status) {
            case 401 -> unauthenticated(detail);
            case 403 -> forbidden(detail);
            case 404 -> notFound(detail);
            case 408 -> timedOut(detail);
            case 409 -> conflict(detail);
            case 413 -> tooLarge(detail);
            case 429 -> tooMany(detail);
            case 503 -> unavailable(detail);
            default -> new Problem(TYPE_PREFIX + "http-" + status, "The request was not served", status, detail, null);
        };
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}

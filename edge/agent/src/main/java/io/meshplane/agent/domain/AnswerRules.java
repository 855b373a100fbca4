package io.meshplane.agent.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What an HTTP status means to the agent. No answer at all counts as {@link Meaning#LATER}. */
public final class AnswerRules {
    /** Longest wait that a Retry-After may ask for: a wrong date must not silence a node for good. */
    public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(10);

    /** What to do next. */
    public enum Meaning {
        /** It is done there. */
        DONE,
        /** It will never be taken: asking again is useless. */
        NEVER,
        /** Keep it and ask again later. */
        LATER
    }

    /**
     * The answer to a batch. 401 and 403 keep it: the clock may be off, or the node's key unknown there yet. So does any
     * status that says nothing of this batch, such as a proxy's 404.
     */
    public static Meaning ofUpload(int status) {
        if (status >= 200 && status < 300) return Meaning.DONE;
        return switch (status) {
            case 400, 409, 413, 422 -> Meaning.NEVER;
            default -> Meaning.LATER;
        };
    }

    /**
     * The answer to an enrolment. A refusal (4xx) is final, except 401, for a router without a clock battery signs with a
     * wrong time until NTP has answered, and the statuses that ask to come back.
     */
    public static Meaning ofEnrolment(int status) {
        if (status == 200 || status == 201) return Meaning.DONE;
        return switch (status) {
            case 401, 408, 425, 429 -> Meaning.LATER;
            default -> status >= 400 && status < 500 ? Meaning.NEVER : Meaning.LATER;
        };
    }

    /**
     * The wait that a Retry-After header asks for (RFC 9110 §10.2.3), in seconds or as a date.
     *
     * @return zero if there is none or it makes no sense, at most {@link #MAX_RETRY_AFTER}
     */
    public static Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) return Duration.ZERO;
        Duration asked = header.chars().allMatch(c -> c >= '0' && c <= '9') ? seconds(header) : until(header, now);
        if (asked.isNegative()) return Duration.ZERO;
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
    }

    private static Duration seconds(String digits) {
        if (digits.isEmpty()) return Duration.ZERO;
        return digits.length() > 9 ? MAX_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Duration until(String date, Instant now) {
        try {
            return Duration.between(now, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private AnswerRules() {}
}

package io.meshplane.agent.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What an HTTP answer means to the agent. No answer at all counts as {@link Meaning#LATER}. */
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
     * The answer to a batch. Only telemetry-ingest's own words end it, for what stands between (a captive portal, a proxy)
     * answers with any status: a success must name the sequence, a refusal must be a problem (RFC 9457). 401 and 403 keep
     * the batch: the clock may be off, or the node's key unknown there yet. So does any status that says nothing of it.
     *
     * @param problem whether the body is of the type application/problem+json
     * @param accepted that field of the JSON body, a decimal string; null if there is none
     * @param sequence of the batch that was sent
     */
    public static Meaning ofUpload(int status, boolean problem, @Nullable String accepted, long sequence) {
        if (status >= 200 && status < 300) {
            return Long.toString(sequence).equals(accepted) ? Meaning.DONE : Meaning.LATER;
        }
        return switch (status) {
            case 400, 409, 413, 422 -> problem ? Meaning.NEVER : Meaning.LATER;
            default -> Meaning.LATER;
        };
    }

    /**
     * The answer to an enrolment. A refusal (4xx) is final if it is the registry's own word, a problem (RFC 9457): a captive
     * portal refuses, too. Never final are 401, for a router without a clock battery signs with a wrong time until NTP has
     * answered, and the statuses that ask to come back.
     *
     * @param problem whether the body is of the type application/problem+json
     */
    public static Meaning ofEnrolment(int status, boolean problem) {
        if (status == 200 || status == 201) return Meaning.DONE;
        return switch (status) {
            case 401, 408, 425, 429 -> Meaning.LATER;
            default -> problem && status >= 400 && status < 500 ? Meaning.NEVER : Meaning.LATER;
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

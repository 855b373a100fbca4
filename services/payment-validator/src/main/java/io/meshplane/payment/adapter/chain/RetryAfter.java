package io.meshplane.payment.adapter.chain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Retry-After field of HTTP (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final int DIGITS_MAX = 9;

    /** Seconds or a date, as time from now on; empty if it is neither. */
    static Optional<Duration> parse(String text, Instant now) {
        String value = text.strip();
        if (value.matches("[0-9]{1," + DIGITS_MAX + "}")) return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private RetryAfter() {}
}

package io.meshplane.sentinel.adapter.http.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Prometheus posts to an Alertmanager, and an Alertmanager to a webhook; fields that are not needed are let pass. */
public final class AlertmanagerBodies {
    private static final String OWN = "meshplane_fingerprint"; // as adapter.page marks them
    private static final int FINGERPRINT_BYTES = 16;

    /**
     * An alert at {@code POST /api/v2/alerts}, or within a webhook.
     *
     * @param status of a webhook's: firing or resolved
     * @param endsAt in the past = it is over
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PostedAlert(
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable String status,
            @Nullable String endsAt) {}

    /** The body of an Alertmanager's webhook, version 4. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record WebhookBody(@Nullable List<@Nullable PostedAlert> alerts) {}

    /** Which alert, and what is said of it. */
    record Told(AlertKey key, Signal signal) {}

    /** Whether this service itself made it, and it comes back by an Alertmanager: it would go round for ever. */
    static boolean isOurs(@Nullable PostedAlert posted) {
        return posted != null && posted.labels() != null && posted.labels().containsKey(OWN);
    }

    /** @throws io.meshplane.platform.http.ProblemException 400 naming the field */
    static Told read(String field, NetworkId network, String source, @Nullable PostedAlert posted, Instant now) {
        if (posted == null || posted.labels() == null || posted.labels().isEmpty()) {
            throw Problem.invalidField(field + ".labels", "is missing").asException();
        }
        if (posted.labels().containsValue(null)) {
            throw Problem.invalidField(field + ".labels", "a value is missing").asException();
        }
        SortedMap<String, String> labels = new TreeMap<>(posted.labels());
        AlertKey key = new AlertKey(network, source + ":" + fingerprint(labels));
        Instant endsAt = endsAt(field, posted);
        boolean over = posted.status() == null
                ? endsAt != null && !endsAt.isAfter(now)
                : posted.status().equals("resolved");
        if (over) return new Told(key, new Signal.Cleared("its source says it is over"));
        try {
            Subject subject = Subject.of(severity(labels), source, summary(labels, posted.annotations()), labels);
            Instant expiresAt = endsAt != null && endsAt.isAfter(now) ? endsAt : null;
            return new Told(key, new Signal.Firing(subject, expiresAt, null));
        } catch (IllegalArgumentException e) {
            throw Problem.invalidField(field + ".labels", String.valueOf(e.getMessage()))
                    .asException();
        }
    }

    private static @Nullable Instant endsAt(String field, PostedAlert posted) {
        if (posted.endsAt() == null) return null;
        try {
            return OffsetDateTime.parse(posted.endsAt()).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalidField(field + ".endsAt", "a time of RFC 3339 is expected")
                    .asException();
        }
    }

    private static String summary(Map<String, String> labels, @Nullable Map<String, String> annotations) {
        Map<String, String> notes = annotations == null ? Map.of() : annotations;
        String text = notes.getOrDefault(
                "summary", notes.getOrDefault("description", labels.getOrDefault("alertname", "an alert")));
        return Subject.shortened(text.isBlank() ? "an alert" : text);
    }

    /** What is not known is taken seriously; who says nothing is not waked at night. */
    private static Severity severity(Map<String, String> labels) {
        return switch (labels.getOrDefault("severity", "warning").toLowerCase(Locale.ROOT)) {
            case "info", "none", "informational" -> Severity.INFO;
            case "warning", "warn" -> Severity.WARNING;
            default -> Severity.CRITICAL;
        };
    }

    private static String fingerprint(SortedMap<String, String> labels) {
        StringBuilder text = new StringBuilder();
        labels.forEach(
                (name, value) -> text.append(name).append('\0').append(value).append('\0'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private AlertmanagerBodies() {}
}

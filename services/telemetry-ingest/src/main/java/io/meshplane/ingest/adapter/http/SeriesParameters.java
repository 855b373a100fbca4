package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.SeriesConfig;
import io.meshplane.ingest.domain.series.Aggregation;
import io.meshplane.ingest.domain.series.SeriesQuestion;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of a question about series, as it came. */
@SuppressWarnings("NullAway.Init") // the framework sets the fields
public class SeriesParameters {
    private static final int LABELS_MAX = 64;
    private static final Duration USUAL_RANGE = Duration.ofHours(1);

    @QueryParam("name")
    @DefaultValue("")
    @Parameter(description = "Exact, or a prefix followed by *")
    String name;

    @QueryParam("label")
    @Parameter(description = "name=value, any number of times; an empty value means no such label")
    List<String> label;

    @QueryParam("from")
    @Parameter(description = "ISO 8601; an hour before 'to' unless given")
    @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "ISO 8601, excluded; now unless given")
    @Nullable String to;

    @QueryParam("step")
    @Parameter(description = "Seconds; every sample as it came unless given")
    @Nullable String step;

    @QueryParam("aggregate")
    @Parameter(description = "last (unless given), avg, min, max, or rate of a counter per second; wants a step")
    @Nullable String aggregate;

    @QueryParam("after")
    @DefaultValue("")
    @Parameter(description = "The 'next' of the page before")
    String after;

    @QueryParam("limit")
    @DefaultValue("20")
    @Parameter(description = "Most series of the page")
    int limit;

    /** The question; a problem names the parameter that is not of its form or over its limit. */
    SeriesQuestion question(Instant now, SeriesConfig.Reads limits) {
        Instant end = to == null ? now : Fields.required("to", to, SeriesParameters::instant);
        Instant begin =
                from == null ? end.minus(USUAL_RANGE) : Fields.required("from", from, SeriesParameters::instant);
        if (!begin.isBefore(end))
            throw Problem.invalidField("from", "must be before 'to'").asException();
        if (Duration.between(begin, end).compareTo(limits.maxRange()) > 0) {
            String days = limits.maxRange().toDays() + " days";
            throw Problem.invalidField("from", "must be at most " + days + " before 'to'")
                    .asException();
        }
        if (step == null && aggregate != null) {
            throw Problem.invalidField("step", "is missing: an aggregate wants one")
                    .asException();
        }
        return new SeriesQuestion(
                name,
                labels(),
                begin.toEpochMilli(),
                end.toEpochMilli(),
                Fields.optional("step", step, SeriesParameters::stepMs),
                aggregate == null
                        ? Aggregation.LAST
                        : Fields.required("aggregate", aggregate, SeriesParameters::aggregation),
                cursor(after),
                Fields.within("limit", limit, 1, limits.maxSeries()));
    }

    /** The number behind which a page begins. */
    static int cursor(String after) {
        return after.isEmpty() ? -1 : Fields.required("after", after, SeriesParameters::number);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        if (label.size() > LABELS_MAX)
            throw Problem.invalidField("label", "more than " + LABELS_MAX).asException();
        for (String each : label) {
            int equals = each.indexOf('=');
            if (equals < 1)
                throw Problem.invalidField("label", "must be name=value").asException();
            labels.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return labels;
    }

    static Instant instant(String text) {
        try {
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a time such as 2026-11-30T12:00:00Z", e);
        }
    }

    private static long stepMs(String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) throw new IllegalArgumentException("must be seconds, from 1 to 9999999");
        return Long.parseLong(text) * 1000;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) throw new IllegalArgumentException("must be the 'next' of the page before");
        return Integer.parseInt(text);
    }

    private static Aggregation aggregation(String text) {
        for (Aggregation one : Aggregation.values())
            if (one.name().toLowerCase(Locale.ROOT).equals(text)) return one;
        throw new IllegalArgumentException("must be last, avg, min, max or rate");
    }
}

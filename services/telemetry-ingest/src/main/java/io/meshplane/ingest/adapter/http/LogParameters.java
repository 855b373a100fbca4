package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.LogQueries.Question;
import io.meshplane.ingest.LogsConfig;
import io.meshplane.ingest.domain.series.LogPlace;
import io.meshplane.ingest.domain.series.UploadTimes;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of a question about lines or notices, as it came. */
@SuppressWarnings("NullAway.Init") // the framework sets the fields
public class LogParameters {
    private static final Duration USUAL_RANGE = Duration.ofHours(24);
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})-([0-9a-f]{16})([0-9a-f]{16})-([0-9]{1,9})");

    @QueryParam("from")
    @Parameter(description = "ISO 8601; a day before 'to' unless given")
    @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "ISO 8601, excluded; now unless given")
    @Nullable String to;

    @QueryParam("cursor")
    @Parameter(description = "The 'next' of the page before")
    @Nullable String cursor;

    @QueryParam("limit")
    @DefaultValue("100")
    @Parameter(description = "Most entries of the page")
    int limit;

    /** The question; a problem names the parameter that is not of its form or over its limit. */
    Question question(Instant now, LogsConfig.Reads limits) {
        Instant asked = Fields.optional("to", to, SeriesParameters::instant);
        // a clock that is a little fast hides nothing
        Instant end = asked == null ? now.plusMillis(UploadTimes.FUTURE_MS) : asked;
        Instant begin = from == null
                ? (asked == null ? now : asked).minus(USUAL_RANGE)
                : Fields.required("from", from, SeriesParameters::instant);
        if (!begin.isBefore(end))
            throw Problem.invalidField("from", "must be before 'to'").asException();
        LogPlace place = Fields.optional("cursor", cursor, LogParameters::place);
        return new Question(
                begin.toEpochMilli(),
                end.toEpochMilli(),
                place == null ? LogPlace.END : place,
                Fields.within("limit", limit, 1, limits.maxEntries()));
    }

    private static LogPlace place(String text) {
        Matcher parts = CURSOR.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("must be the 'next' of the page before");
        UUID event =
                new UUID(HexFormat.fromHexDigitsToLong(parts.group(2)), HexFormat.fromHexDigitsToLong(parts.group(3)));
        return new LogPlace(Long.parseLong(parts.group(1)), event, Integer.parseInt(parts.group(4)));
    }

    /** The cursor of a place; null for none. */
    static @Nullable String text(@Nullable LogPlace place) {
        if (place == null) return null;
        HexFormat hex = HexFormat.of();
        return place.atMs() + "-" + hex.toHexDigits(place.event().getMostSignificantBits())
                + hex.toHexDigits(place.event().getLeastSignificantBits()) + "-" + place.number();
    }
}

package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.StatementFlow;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is asked of.
 *
 * @param from inclusive
 * @param to exclusive, and so long ago that nothing can be added any more
 */
record StatementPeriod(Asset asset, Instant from, Instant to) {
    /** Reads the parameters of a request; whoever gives others than can be meant gets a problem that names the field. */
    static StatementPeriod parse(
            StatementFlow statements, @Nullable String asset, @Nullable String from, @Nullable String to) {
        Asset paidIn = Fields.required("asset", asset, Asset::parse);
        Instant begin = Fields.required("from", from, StatementPeriod::instant);
        Instant end = Fields.required("to", to, StatementPeriod::instant);
        if (!begin.isBefore(end))
            throw Problem.invalidField("to", "must be after from").asException();
        if (!statements.isOver(end)) {
            throw Problem.invalidField("to", "must be a minute ago: until then entries may still come")
                    .asException();
        }
        return new StatementPeriod(paidIn, begin, end);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not an instant: 2026-11-30T00:00:00Z is expected", e);
        }
    }
}

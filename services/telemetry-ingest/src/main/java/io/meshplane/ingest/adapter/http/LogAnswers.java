package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.LogQueries.Entry;
import io.meshplane.ingest.LogQueries.Lines;
import io.meshplane.ingest.LogQueries.Notices;
import io.meshplane.ingest.domain.series.NoticeRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators are told about the lines and notices of a node; the newest first. */
final class LogAnswers {

    /**
     * A line of a node's log.
     *
     * @param at ISO 8601, our clock: when the node closed the upload that brought it. When the line was written says its text
     * @param nodeAt the same by the node's clock, if that is plainly wrong
     * @param text null = lines were dropped here, since the node had used up the bytes of its day
     * @param dropped how many; else null
     */
    record LogLine(
            String at,
            @Nullable String nodeAt,
            @Nullable String text,
            @Nullable Integer dropped) {
        static LogLine of(Entry entry) {
            return new LogLine(
                    instant(entry.atMs()),
                    nodeTime(entry.atMs(), entry.correctionMs()),
                    entry.text(),
                    entry.text() == null ? (Integer) entry.dropped() : null);
        }
    }

    /** Some lines; {@code next} is the next page's {@code cursor}, null on the last. */
    record LogPage(List<LogLine> lines, @Nullable String next) {
        static LogPage of(Lines lines) {
            return new LogPage(lines.entries().stream().map(LogLine::of).toList(), LogParameters.text(lines.next()));
        }
    }

    /**
     * Something that happened on a node.
     *
     * @param startedAt ISO 8601, our clock
     * @param nodeStartedAt the same by the node's clock, if that is plainly wrong
     * @param lastedSeconds 0 = a moment
     * @param kind such as {@code uplink-down} or {@code samples-dropped}
     */
    record NodeNotice(
            String startedAt, @Nullable String nodeStartedAt, double lastedSeconds, String kind, String text) {
        static NodeNotice of(NoticeRow told) {
            long atMs = told.atMs();
            return new NodeNotice(
                    instant(atMs),
                    nodeTime(atMs, told.correctionMs()),
                    told.lastedMs() / 1000.0,
                    told.kind(),
                    told.text());
        }
    }

    /** Some notices; {@code next} as in {@link LogPage}. */
    record NoticePage(List<NodeNotice> notices, @Nullable String next) {
        static NoticePage of(Notices notices) {
            return new NoticePage(
                    notices.notices().stream().map(NodeNotice::of).toList(), LogParameters.text(notices.next()));
        }
    }

    private static String instant(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    private static @Nullable String nodeTime(long atMs, long correctionMs) {
        return correctionMs == 0 ? null : instant(atMs - correctionMs);
    }

    private LogAnswers() {}
}

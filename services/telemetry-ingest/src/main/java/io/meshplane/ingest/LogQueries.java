package io.meshplane.ingest;

import io.meshplane.ingest.SeriesQueries.Outcome;
import io.meshplane.ingest.adapter.db.LogReads;
import io.meshplane.ingest.adapter.db.LogReads.Block;
import io.meshplane.ingest.adapter.db.LogReads.Span;
import io.meshplane.ingest.adapter.db.NodeReads;
import io.meshplane.ingest.adapter.db.SeriesDatabase;
import io.meshplane.ingest.chunk.LogBlock;
import io.meshplane.ingest.domain.series.LogPlace;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.NoticeRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What operators ask of the lines and notices of a node. Every call blocks, for the database's timeouts at the longest. */
@ApplicationScoped
public class LogQueries {
    /** Of the lines of an answer: then the page ends early. */
    private static final int ANSWER_CHARS = 1 << 20;

    private static final Logger LOG = Logger.getLogger(LogQueries.class);

    private final SeriesDatabase database;

    LogQueries(SeriesDatabase database) {
        this.database = database;
    }

    /**
     * A question; times in milliseconds since epoch UTC, {@code toMs} excluded.
     *
     * @param from where the page before ended
     * @param limit most entries of the page
     */
    public record Question(long fromMs, long toMs, LogPlace from, int limit) {}

    /**
     * A line, or that there were some.
     *
     * @param atMs when the node closed the upload that brought it, in our time
     * @param correctionMs what was added to the node's time for that
     * @param text null = so many lines of one upload were dropped, since the node had used up the bytes of its day
     */
    public record Entry(
            long atMs, long correctionMs, @Nullable String text, int dropped) {}

    /** Some entries, the newest first; {@code next} null = that was all. */
    public record Lines(List<Entry> entries, @Nullable LogPlace next) {}

    /** Some notices, the newest first; likewise. */
    public record Notices(List<NoticeRow> notices, @Nullable LogPlace next) {}

    /** Lines of a node. */
    public Outcome<Lines> lines(NodeKey key, Question question) {
        return ask(key, (connection, nodeNo) -> {
            Page page = new Page(question);
            new LogReads(connection).blocks(spanOf(nodeNo, question), page::add);
            return new Lines(page.entries, page.next);
        });
    }

    /** Notices of a node. */
    public Outcome<Notices> notices(NodeKey key, Question question) {
        return ask(key, (connection, nodeNo) -> {
            List<NoticeRow> found = new LogReads(connection).notices(spanOf(nodeNo, question), question.limit() + 1);
            boolean more = found.size() > question.limit();
            List<NoticeRow> page = found.subList(0, Math.min(found.size(), question.limit()));
            return new Notices(List.copyOf(page), more ? placeOf(page.getLast()) : null);
        });
    }

    private static LogPlace placeOf(NoticeRow row) {
        return new LogPlace(row.atMs(), row.event(), row.number());
    }

    private static Span spanOf(int nodeNo, Question question) {
        return new Span(nodeNo, question.fromMs(), question.toMs(), question.from());
    }

    /** An answer in the making. */
    private static final class Page {
        private final Question question;
        private final List<Entry> entries = new ArrayList<>();
        private long chars;
        private @Nullable LogPlace next;

        Page(Question question) {
            this.question = question;
        }

        /** Adds a block's lines from its end; false when the page is full. */
        boolean add(Block block) {
            byte[] data = block.data();
            if (data == null) return add(new Entry(block.atMs(), block.correctionMs(), null, block.lines()), block, 0);
            List<String> lines = LogBlock.read(data);
            if (lines.isEmpty()) LOG.errorf("lines are damaged atMs=%d event=%s", block.atMs(), block.event());
            LogPlace from = question.from();
            boolean goesOn = block.atMs() == from.atMs() && block.event().equals(from.event());
            int end = goesOn ? Math.min(lines.size(), from.number()) : lines.size();
            for (int i = end - 1; i >= 0; i--) {
                if (!add(new Entry(block.atMs(), block.correctionMs(), lines.get(i), 0), block, i)) return false;
            }
            return true;
        }

        private boolean add(Entry entry, Block block, int number) {
            int size = entry.text() == null ? 0 : entry.text().length();
            if (entries.size() == question.limit() || (!entries.isEmpty() && chars + size > ANSWER_CHARS)) {
                next = new LogPlace(block.atMs(), block.event(), number + 1);
                return false;
            }
            entries.add(entry);
            chars += size;
            return true;
        }
    }

    /** A question about a node that is there. */
    private interface Work<T> {
        T on(Connection connection, int nodeNo) throws SQLException;
    }

    private <T> Outcome<T> ask(NodeKey key, Work<T> work) {
        try {
            return database.inTransaction(connection -> {
                Optional<NodeReads.Row> node = new NodeReads(connection).find(key);
                if (node.isEmpty()) return new Outcome.Unknown<>();
                return new Outcome.Found<>(work.on(connection, node.get().nodeNo()));
            });
        } catch (SQLException e) {
            LOG.warnf("lines not read failure=%s", e.toString());
            return new Outcome.Away<>();
        }
    }
}

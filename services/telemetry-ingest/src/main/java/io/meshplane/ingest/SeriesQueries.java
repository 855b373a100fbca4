package io.meshplane.ingest;

import io.meshplane.ingest.adapter.db.ChunkTable;
import io.meshplane.ingest.adapter.db.NodeReads;
import io.meshplane.ingest.adapter.db.NodeTables;
import io.meshplane.ingest.adapter.db.SeriesDatabase;
import io.meshplane.ingest.chunk.ChunkReader;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.NodePulse;
import io.meshplane.ingest.domain.series.SeriesName;
import io.meshplane.ingest.domain.series.SeriesPoints;
import io.meshplane.ingest.domain.series.SeriesQuestion;
import io.meshplane.ingest.domain.series.TrackedNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What operators ask of the series. Every call blocks, for the database's timeouts at the longest. */
@ApplicationScoped
public class SeriesQueries {
    private static final Logger LOG = Logger.getLogger(SeriesQueries.class);

    private final SeriesDatabase database;
    private final SeriesConfig.Reads limits;

    SeriesQueries(SeriesDatabase database, SeriesConfig config) {
        this.database = database;
        this.limits = config.reads();
    }

    /** What comes of a question. */
    public sealed interface Outcome<T> {
        /** The answer. */
        record Found<T>(T answer) implements Outcome<T> {}

        /** There is no such node in this network. */
        record Unknown<T>() implements Outcome<T> {}

        /** More samples lie in the range than an answer may be made of. */
        record TooManySamples<T>(int max) implements Outcome<T> {}

        /** More points than an answer may have. */
        record TooManyPoints<T>(int max) implements Outcome<T> {}

        /** The database does not answer. */
        record Away<T>() implements Outcome<T> {}
    }

    /** A node and how it reports. */
    public record NodeSummary(String nodeId, NodePulse pulse) {}

    /**
     * The newest values of a node.
     *
     * @param version another one whenever something came
     * @param next number to ask on from; null = that was all
     */
    public record NodeState(
            NodeSummary node,
            int version,
            List<NewestValue> values,
            @Nullable Integer next) {}

    /** Newest value of a series; {@code bits} as in SeriesPoints. */
    public record NewestValue(SeriesName series, long timeMs, long gapMs, boolean count, long bits) {}

    /** A series and its points. */
    public record Line(SeriesName series, SeriesPoints points) {}

    /** Some series; {@code next} as in {@link NodeState}. */
    public record Lines(List<Line> lines, @Nullable Integer next) {}

    /** Nodes of a network that have uploaded, by id. */
    public Outcome<List<NodeSummary>> nodes(String network, String after, int limit) {
        return ask(connection -> new Outcome.Found<>(new NodeReads(connection)
                .page(network, after, limit).stream()
                        .map(row -> new NodeSummary(row.nodeId(), row.pulse()))
                        .toList()));
    }

    /** The newest value of each series of a node, from a number on. */
    public Outcome<NodeState> state(NodeKey key, int after, int limit) {
        return ask(connection -> {
            TrackedNode node = new NodeTables(connection).load(List.of(key)).get(key);
            if (node == null || node.pulse().heardMs() == 0) return new Outcome.Unknown<>();
            List<SeriesName> names = new NodeReads(connection)
                    .names(node.nodeNo(), after, "", name -> node.series().timeMs(name.number()) != 0, limit + 1);
            List<NewestValue> values = new ArrayList<>();
            for (SeriesName name : firstOf(names, limit)) {
                int number = name.number();
                values.add(new NewestValue(
                        name,
                        node.series().timeMs(number),
                        node.series().gapMs(number),
                        node.series().isCount(number),
                        node.series().bits(number)));
            }
            NodeSummary summary = new NodeSummary(key.nodeId(), node.pulse());
            return new Outcome.Found<>(new NodeState(summary, node.version(), values, next(names, limit)));
        });
    }

    /** Recent values of some series of a node. */
    public Outcome<Lines> series(NodeKey key, SeriesQuestion question) {
        return ask(connection -> {
            Optional<NodeReads.Row> node = new NodeReads(connection).find(key);
            if (node.isEmpty()) return new Outcome.Unknown<>();
            return answer(connection, node.get().nodeNo(), question);
        });
    }

    private Outcome<Lines> answer(Connection connection, int nodeNo, SeriesQuestion question) throws SQLException {
        String prefix = question.name().replaceFirst("\\*$", "");
        List<SeriesName> names = new NodeReads(connection)
                .names(nodeNo, question.after(), prefix, question::means, question.limit() + 1);
        Map<Integer, SeriesPoints> found = new HashMap<>();
        for (SeriesName name : firstOf(names, question.limit())) found.put(name.number(), new SeriesPoints());
        if (!collect(connection, nodeNo, question, found)) return new Outcome.TooManySamples<>(limits.maxSamples());
        List<Line> lines = new ArrayList<>();
        long points = 0;
        for (SeriesName name : firstOf(names, question.limit())) {
            SeriesPoints samples = found.getOrDefault(name.number(), new SeriesPoints());
            samples.arrange();
            Long step = question.stepMs();
            SeriesPoints line = step == null ? samples : samples.stepped(step, question.aggregation());
            points += line.size();
            lines.add(new Line(name, line));
        }
        if (points > limits.maxPoints()) return new Outcome.TooManyPoints<>(limits.maxPoints());
        return new Outcome.Found<>(new Lines(lines, next(names, question.limit())));
    }

    /** Reads what lies in the range; false if it is too much. */
    private boolean collect(Connection connection, int nodeNo, SeriesQuestion question, Map<Integer, SeriesPoints> into)
            throws SQLException {
        if (into.isEmpty()) return true;
        ChunkReader chunk = new ChunkReader();
        int[] samples = {0};
        new ChunkTable(connection).read(nodeNo, question.fromMs(), question.toMs(), (fromMs, data) -> {
            if (!chunk.open(data, fromMs)) LOG.errorf("a block is damaged nodeNo=%d fromMs=%d", nodeNo, fromMs);
            while (chunk.next()) {
                SeriesPoints points = into.get(chunk.number());
                if (points != null && chunk.read()) samples[0] += take(chunk, question, points);
            }
            return samples[0] <= limits.maxSamples();
        });
        return samples[0] <= limits.maxSamples();
    }

    private static int take(ChunkReader chunk, SeriesQuestion question, SeriesPoints points) {
        int before = points.size();
        for (int i = 0; i < chunk.size(); i++) {
            long timeMs = chunk.timeMs(i);
            if (timeMs >= question.fromMs() && timeMs < question.toMs()) {
                points.add(timeMs, chunk.isCount(), chunk.bits(i));
            }
        }
        return points.size() - before;
    }

    private static List<SeriesName> firstOf(List<SeriesName> names, int limit) {
        return names.subList(0, Math.min(limit, names.size()));
    }

    private static @Nullable Integer next(List<SeriesName> names, int limit) {
        return names.size() > limit ? names.get(limit - 1).number() : null;
    }

    private <T> Outcome<T> ask(SeriesDatabase.Work<Outcome<T>> question) {
        try {
            return database.inTransaction(question);
        } catch (SQLException e) {
            LOG.warnf("series not read failure=%s", e.toString());
            return new Outcome.Away<>();
        }
    }
}

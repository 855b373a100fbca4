package io.meshplane.ingest;

import io.agroal.api.AgroalDataSource;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.SeriesQueries.Outcome;
import io.meshplane.ingest.domain.series.Aggregation;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.SeriesQuestion;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the read side costs: {@code mvn -pl services/telemetry-ingest -am test -Dtest=SeriesBench -Dmeshplane.bench.series=true}. CPU
 * time of this process and of PostgreSQL's, values as gateways report them, rows through the flow itself.
 */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@EnabledIfSystemProperty(named = "meshplane.bench.series", matches = "true")
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class SeriesBench {
    private static final String NETWORK = "bench";
    private static final int NODES = Integer.getInteger("meshplane.bench.nodes", 1_000);
    private static final int DAY_UPLOADS = 1_440;

    @Inject
    SeriesFlow flow;

    @Inject
    SeriesQueries queries;

    @Inject
    AgroalDataSource connections;

    private final Instant now = Instant.now();
    /** The database may be another run's, too. */
    private final String run = "-" + now.toEpochMilli() + "-";

    private int offset;

    @Test
    void writesAndAsks() throws Exception {
        writesAndAsks(true);
    }

    void writesAndAsks(boolean asks) throws Exception {
        Await.until(
                "the schema is there",
                Duration.ofSeconds(60),
                () -> queries.nodes(NETWORK, "", 1) instanceof Outcome.Found);
        write("warm-up", "gateway", 40, 30);
        write("gateway", "gateway", 40, 30);
        write("client ", "client", 1_000, 3);
        if (asks) ask();
    }

    private void write(String title, String role, int nodes, int uploads) throws Exception {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        Instant start = now.minus(Duration.ofHours(2));
        List<UploadSource> sources = new ArrayList<>();
        for (int i = 0; i < nodes; i++)
            sources.add(new UploadSource(NETWORK, title.strip() + run + i, RouterTelemetry.of(role, i), start));
        long values = 0;
        for (int upload = 0; upload < uploads; upload++) {
            for (UploadSource source : sources) {
                byte[] bytes = source.next(6).toByteArray();
                values += source.values();
                records.add(record(source.node(), bytes, title + upload));
            }
        }
        long sizeBefore = number("select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits");
        Duration own = cpu(null);
        Duration database = cpu(postmaster());
        long began = System.nanoTime();
        for (int from = 0; from < records.size(); from += 500) {
            flow.take(records.subList(from, Math.min(records.size(), from + 500)));
        }
        double wall = (System.nanoTime() - began) / 1e9;
        double ownSeconds = cpu(null).minus(own).toMillis() / 1e3;
        double databaseSeconds = cpu(postmaster()).minus(database).toMillis() / 1e3;
        long size = number("select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits") - sizeBefore;
        long data = number("select sum(length(data)) from chunk join node using (node_no) where node_id like '"
                + title.strip() + run + "%'");
        System.out.printf(
                "%s: %,d uploads, %,d values in %.1f s; CPU s: service %.2f, PostgreSQL %.2f; values a CPU second:"
                        + " service %,.0f, both %,.0f; uploads a CPU second, both: %,.0f; bytes a value: in chunks %.2f,"
                        + " on disk with index %.2f%n",
                title,
                records.size(),
                values,
                wall,
                ownSeconds,
                databaseSeconds,
                values / ownSeconds,
                values / (ownSeconds + databaseSeconds),
                records.size() / (ownSeconds + databaseSeconds),
                (double) data / values,
                (double) size / values);
    }

    /** One relay's day through the flow, and the same day for all others by copying rows; then one series of one node. */
    private void ask() throws Exception {
        Instant start = now.minus(Duration.ofHours(24)).plusSeconds(30);
        UploadSource source = new UploadSource(NETWORK, "day0", RouterTelemetry.of("relay", 7), start);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < DAY_UPLOADS; i++)
            records.add(record("day0", source.next(6).toByteArray(), "day" + i));
        for (int from = 0; from < records.size(); from += 500) {
            flow.take(records.subList(from, Math.min(records.size(), from + 500)));
        }
        execute("insert into node(network_id, node_id, newest_ms, heard_ms, newest) select network_id, 'day' || i,"
                + " newest_ms, heard_ms, newest from node,"
                + " generate_series(1,"
                + " " + (NODES - 1) + ") i where node_id = 'day0'");
        execute("insert into chunk select other.node_no, from_ms, to_ms, event, data from chunk join node source on"
                + " source.node_no = chunk.node_no and source.node_id = 'day0' cross join node other where"
                + " other.node_id like 'day%' and other.node_id <> 'day0' order by from_ms");
        execute("insert into series select other.node_no, number, hash, name, labels from series"
                + " join node source on source.node_no = series.node_no and source.node_id = 'day0'"
                + " cross join node other where other.node_id like 'day%' and other.node_id <> 'day0'");
        execute("analyze");
        long rows = number("select count(*) from chunk");
        long size = number("select sum(pg_total_relation_size(inhrelid)) from pg_inherits");
        System.out.printf("asked of %,d nodes, %,d rows, %,d MB%n", NODES, rows, size >> 20);
        latency("24 h of one series, a point a minute", 60_000L, "rx_packets*", 1);
        latency("24 h of one series, as it came", null, "wg_rx_bytes_total", 1);
        latency("24 h of 20 series, a point a minute", 60_000L, "wg_*", 20);
    }

    private void latency(String title, @Nullable Long stepMs, String name, int limit) {
        double[] millis = new double[100];
        int points = 0;
        for (int i = 0; i < millis.length; i++) {
            NodeKey key = new NodeKey(NETWORK, "day" + (i * 37 + 1) % NODES);
            SeriesQuestion question = new SeriesQuestion(
                    name.equals("rx_packets*") ? "wg_rx_packets_total" : name,
                    Map.of(),
                    now.minus(Duration.ofHours(24)).toEpochMilli(),
                    now.toEpochMilli(),
                    stepMs,
                    Aggregation.RATE,
                    -1,
                    limit);
            long began = System.nanoTime();
            Outcome<SeriesQueries.Lines> outcome = queries.series(key, question);
            millis[i] = (System.nanoTime() - began) / 1e6;
            if (outcome instanceof Outcome.Found<SeriesQueries.Lines>(var lines)) {
                points = lines.lines().stream()
                        .mapToInt(line -> line.points().size())
                        .sum();
            } else {
                throw new IllegalStateException(outcome.toString());
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "%s: %,d points; first %.0f ms, p50 %.1f ms, p99 %.1f ms of %d nodes%n",
                title, points, first, millis[50], millis[98], millis.length);
    }

    private ConsumerRecord<String, byte[]> record(String node, byte[] value, String cause) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.UPLOADS.name(), 0, offset++, node, value);
        String id = EventId.derivedFrom(node, cause).value();
        record.headers().add(EventHeaders.ID, id.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    /** Of a process and its children; null = this process. */
    private static Duration cpu(@Nullable ProcessHandle process) {
        if (process == null)
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        return process.children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(process.info().totalCpuDuration().orElseThrow(), Duration::plus);
    }

    private ProcessHandle postmaster() throws SQLException {
        Optional<ProcessHandle> backend = ProcessHandle.of(number("select pg_backend_pid()"));
        return backend.flatMap(ProcessHandle::parent).orElseThrow();
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute(sql);
            statement.execute("reset statement_timeout");
        }
    }
}

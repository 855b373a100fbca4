package io.meshplane.ingest;

import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.ingest.adapter.db.ChunkTable;
import io.meshplane.ingest.adapter.db.DatabaseOutages;
import io.meshplane.ingest.adapter.db.LogTables;
import io.meshplane.ingest.adapter.db.NodeTables;
import io.meshplane.ingest.adapter.db.SeriesDatabase;
import io.meshplane.ingest.adapter.kafka.DeadUploads;
import io.meshplane.ingest.adapter.kafka.UploadConsumer;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.TrackedNode;
import io.meshplane.platform.event.KafkaConnection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Uploads become series, log lines and notices in PostgreSQL: a portion is one transaction, its offsets are committed after it.
 * While the database is away the portion waits; nothing else of the service does. A repeat writes the same rows, which are there.
 */
@ApplicationScoped
public class SeriesFlow {
    static final int TRIES = 3;
    private static final long FIRST_PAUSE_MS = 200;
    private static final Logger LOG = Logger.getLogger(SeriesFlow.class);

    private final SeriesDatabase database;
    private final SeriesUpkeep upkeep;
    private final DeadUploads dead;
    private final SeriesMeters meters;
    private final InstantSource clock;
    private final UploadConsumer consumer;
    private final boolean enabled;
    private final long longestPauseMs;
    private volatile boolean failing;

    /** The worker's own. */
    private final UploadReader reader = new UploadReader();

    private final NodeMemory memory;
    private final SeriesBatch batch;
    private final LogBatch logs;
    private final long logDayBytes;

    SeriesFlow(
            SeriesDatabase database,
            SeriesUpkeep upkeep,
            DeadUploads dead,
            SeriesMeters meters,
            InstantSource clock,
            SeriesConfig config,
            LogsConfig logsConfig,
            KafkaConnection kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.upkeep = upkeep;
        this.dead = dead;
        this.meters = meters;
        this.clock = clock;
        this.enabled = config.enabled();
        this.longestPauseMs = config.longestPause().toMillis();
        this.memory = new NodeMemory(config.memory()
                .map(size -> size.asLongValue())
                .orElse(Runtime.getRuntime().maxMemory() / 8));
        this.batch = new SeriesBatch(config.retention().toMillis(), config.maxSeries());
        this.logs = new LogBatch(logsConfig.retention().toMillis());
        this.logDayBytes = logsConfig.dayBytes().asLongValue();
        int bytes = Math.toIntExact(config.batchBytes().asLongValue());
        this.consumer = new UploadConsumer(kafka, service + "-series", config.batchRecords(), bytes, this::take);
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("series.lag", "records", consumer::lag);
        meters.gauge("series.waiting", "seconds", () -> waited().toMillis() / 1000.0);
        if (enabled) consumer.start();
    }

    void stop(@Observes ShutdownEvent event) {
        consumer.close();
    }

    /** Whether the last try failed and the next has not succeeded. */
    public boolean isFailing() {
        return failing;
    }

    /** Records that wait behind those that are being worked on. */
    public long lag() {
        return consumer.lag();
    }

    /** How long the oldest upload has waited for the database. */
    public Duration waited() {
        long since = consumer.waitingSinceMs();
        return since == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - since));
    }

    /** Writes records, however long that takes. Not thread-safe. */
    void take(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        Map<ConsumerRecord<String, byte[]>, NodeKey> uploads = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            NodeKey key = keyOf(record);
            if (key == null) dead.bury(record, "series: unreadable");
            else uploads.put(record, key);
        }
        if (!uploads.isEmpty() && !isWritten(uploads)) oneByOne(uploads);
    }

    /** Tries until they are written; false if they cannot be although the database is there. */
    private boolean isWritten(Map<ConsumerRecord<String, byte[]>, NodeKey> uploads) throws InterruptedException {
        long pauseMs = FIRST_PAUSE_MS;
        int tries = 0;
        while (tries < TRIES) {
            try {
                if (upkeep.run()) memory.clear();
                write(uploads);
                failing = false;
                return true;
            } catch (SQLException e) {
                if (!DatabaseOutages.isOne(e)) tries++;
                warn(uploads.size(), e);
            } catch (RuntimeException e) { // a bug that one of the uploads brings to light must not stop the others
                tries++;
                warn(uploads.size(), e);
            }
            failing = true;
            Thread.sleep(pauseMs);
            pauseMs = Math.min(2 * pauseMs, longestPauseMs);
        }
        failing = false;
        return false;
    }

    private static void warn(int uploads, Exception failure) {
        LOG.warnf("series not written yet uploads=%d failure=%s", uploads, failure.toString());
    }

    private void oneByOne(Map<ConsumerRecord<String, byte[]>, NodeKey> uploads) throws InterruptedException {
        for (Map.Entry<ConsumerRecord<String, byte[]>, NodeKey> upload : uploads.entrySet()) {
            boolean alone = uploads.size() == 1;
            if (alone || !isWritten(Map.of(upload.getKey(), upload.getValue()))) {
                dead.bury(upload.getKey(), "series: not written in " + TRIES + " tries");
            }
        }
    }

    /** What a transaction added. */
    private record Rows(int chunks, LogTables.Added lines) {}

    private void write(Map<ConsumerRecord<String, byte[]>, NodeKey> uploads) throws SQLException {
        List<NodeKey> keys = uploads.values().stream().distinct().toList();
        boolean written = false;
        try {
            load(keys);
            batch.begin(clock.millis());
            logs.begin(clock.millis());
            uploads.forEach(this::add);
            Rows rows = database.inTransaction(connection -> {
                NodeTables nodes = new NodeTables(connection);
                nodes.add(batch.added());
                int added = new ChunkTable(connection).add(batch.chunks());
                LogTables tables = new LogTables(connection);
                LogTables.Added lines = tables.add(logs.rows(), logDayBytes);
                tables.addNotices(logs.notices());
                if (!nodes.keep(batch.nodes())) throw new LostRaceException();
                return new Rows(added, lines);
            });
            batch.nodes().forEach(TrackedNode::written);
            written = true;
            meters.written(batch, rows.chunks());
            meters.written(rows.lines(), logs.late());
            memory.shrink();
        } finally {
            if (!written) memory.forget(keys); // numbers may have been given, values kept
        }
    }

    private void load(List<NodeKey> keys) throws SQLException {
        List<NodeKey> unknown = new ArrayList<>();
        for (NodeKey key : keys) if (memory.find(key) == null) unknown.add(key);
        if (unknown.isEmpty()) return;
        memory.keep(database.inTransaction(connection -> {
            NodeTables nodes = new NodeTables(connection);
            nodes.ensure(unknown);
            return withoutSilentSeries(nodes, unknown);
        }));
    }

    /** Series of which nothing is kept any more make room for others. */
    private Map<NodeKey, TrackedNode> withoutSilentSeries(NodeTables nodes, List<NodeKey> keys) throws SQLException {
        Map<NodeKey, TrackedNode> loaded = nodes.load(keys);
        List<NodeKey> changed = new ArrayList<>();
        for (Map.Entry<NodeKey, TrackedNode> node : loaded.entrySet()) {
            List<Integer> silent = node.getValue().series().silentSince(upkeep.keptSinceMs());
            if (silent.isEmpty()) continue;
            nodes.forget(node.getValue().nodeNo(), silent);
            changed.add(node.getKey());
        }
        if (!changed.isEmpty()) loaded.putAll(nodes.load(changed));
        return loaded;
    }

    private void add(ConsumerRecord<String, byte[]> record, NodeKey key) {
        TrackedNode node = memory.find(key);
        if (node == null) throw new IllegalStateException("a node that was loaded is gone");
        UUID event = eventOf(record);
        batch.add(reader, record.value(), event, node);
        logs.add(reader, record.value(), event, node.nodeNo());
    }

    /** Whose upload it is; null if it is none, or damaged. */
    private @Nullable NodeKey keyOf(ConsumerRecord<String, byte[]> record) {
        if (record.headers().lastHeader(EventHeaders.ID) == null || !reader.open(record.value())) return null;
        NodeKey key = new NodeKey(reader.networkId(), reader.nodeId());
        if (key.networkId().isEmpty() || key.nodeId().isEmpty()) return null;
        while (reader.nextSeries()) {} // damage shows at the end
        return reader.isDamaged() ? null : key;
    }

    private static UUID eventOf(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(EventHeaders.ID);
        String id = new String(header.value(), StandardCharsets.US_ASCII);
        if (!id.matches("[0-9a-f]{32}")) return UUID.nameUUIDFromBytes(header.value());
        return new UUID(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, 32, 16));
    }

    /** Another instance wrote one of the nodes: load and decide again. */
    private static final class LostRaceException extends SQLException {
        private static final long serialVersionUID = 1;

        LostRaceException() {
            super("another instance wrote one of the nodes", DatabaseOutages.SERIALIZATION_FAILURE);
        }
    }
}

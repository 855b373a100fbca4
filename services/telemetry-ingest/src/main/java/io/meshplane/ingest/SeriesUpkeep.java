package io.meshplane.ingest;

import io.meshplane.ingest.adapter.db.LogTables;
import io.meshplane.ingest.adapter.db.NodeTables;
import io.meshplane.ingest.adapter.db.Partitions;
import io.meshplane.ingest.adapter.db.Partitions.Table;
import io.meshplane.ingest.adapter.db.SeriesDatabase;
import io.meshplane.ingest.domain.series.DayPartitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Keeps the partitions of series, lines and notices as they should be: made ahead, dropped when nothing in them is kept. */
@ApplicationScoped
public class SeriesUpkeep {
    private static final Logger LOG = Logger.getLogger(SeriesUpkeep.class);

    private final SeriesDatabase database;
    private final InstantSource clock;
    private final Duration retention;
    private final Duration logRetention;
    private final int aheadDays;
    private final Duration every;
    private Instant next = Instant.MIN;
    private volatile long oldestMs;

    /**
     * The upkeep.
     *
     * @throws IllegalArgumentException if retention or days ahead are too short
     */
    SeriesUpkeep(
            SeriesDatabase database, InstantSource clock, SeriesConfig config, LogsConfig logs, SeriesMeters meters) {
        this.database = database;
        this.clock = clock;
        this.retention = config.retention();
        this.logRetention = logs.retention();
        this.aheadDays = config.aheadDays();
        this.every = config.upkeepEvery();
        DayPartitions.plan(Set.of(), clock.instant(), retention, aheadDays);
        DayPartitions.plan(Set.of(), clock.instant(), logRetention, aheadDays);
        meters.gauge("series.oldest.age", "seconds", this::oldestAgeSeconds);
    }

    private Number oldestAgeSeconds() {
        return oldestMs == 0 ? 0 : (clock.millis() - oldestMs) / 1000.0;
    }

    /**
     * Does what is due. A new day is always due.
     *
     * @return whether something was forgotten: then what is remembered of nodes may be no longer there
     */
    synchronized boolean run() throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(next)) return false;
        DayPartitions.Plan done = database.inTransaction(connection -> {
            Partitions partitions = new Partitions(connection, Table.CHUNK);
            partitions.lock();
            Set<LocalDate> days = new TreeSet<>(partitions.present());
            DayPartitions.Plan plan = DayPartitions.plan(days, now, retention, aheadDays);
            partitions.apply(plan);
            keepLogs(connection, now);
            days.addAll(plan.create());
            days.removeAll(plan.drop());
            if (!plan.drop().isEmpty()) new NodeTables(connection).forgetSilentSince(keptSinceMs());
            oldestMs =
                    days.stream().map(DayPartitions::startMs).min(Long::compare).orElse(0L);
            return plan;
        });
        if (!done.drop().isEmpty()) LOG.infof("series dropped days=%s", done.drop());
        next = earlier(
                now.plus(every),
                Instant.ofEpochMilli(
                        DayPartitions.startMs(DayPartitions.dayOf(now).plusDays(1))));
        return !done.drop().isEmpty();
    }

    private void keepLogs(Connection connection, Instant now) throws SQLException {
        for (Table table : List.of(Table.LOG_BLOCK, Table.NOTICE)) {
            Partitions partitions = new Partitions(connection, table);
            partitions.apply(DayPartitions.plan(partitions.present(), now, logRetention, aheadDays));
        }
        long oldest = DayPartitions.dayOf(now.minus(logRetention)).toEpochDay();
        new LogTables(connection).forgetUseBefore(Math.toIntExact(oldest));
    }

    /** Values that are older are not kept; milliseconds since epoch UTC. */
    long keptSinceMs() {
        return clock.millis() - retention.toMillis();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}

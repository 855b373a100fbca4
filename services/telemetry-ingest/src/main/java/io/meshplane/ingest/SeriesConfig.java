package io.meshplane.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator can set about the series in PostgreSQL; start-up refuses numbers below 1. */
@ConfigMapping(prefix = "meshplane.series")
public interface SeriesConfig {
    /** Whether this process writes series; one that only takes uploads leaves it to others of the same group. */
    @WithDefault("true")
    boolean enabled();

    /** Samples that are older are dropped, a day at a time, and refused when they come. A day or more. */
    @WithDefault("30D")
    Duration retention();

    /** Partitions are made so many days ahead, two or more. */
    @WithDefault("2")
    int aheadDays();

    /** How often partitions are looked after. */
    @WithDefault("10M")
    Duration upkeepEvery();

    /** Different series of a node; values of further ones are dropped and counted. */
    @WithDefault("20000")
    int maxSeries();

    /** Records of uploads.v1 in a transaction. */
    @WithDefault("500")
    int batchRecords();

    /** Bytes of uploads.v1 fetched at once. */
    @WithDefault("4M")
    MemorySize batchBytes();

    /** For what is remembered of nodes, 25 KB for a gateway; an eighth of the largest heap unless set. */
    Optional<MemorySize> memory();

    /** Longest pause between two tries while PostgreSQL is away. */
    @WithDefault("5S")
    Duration longestPause();

    /** An upload that has waited for longer shows as degraded in health. */
    @WithDefault("60S")
    Duration degradedAfter();

    /** Operators' questions. */
    Reads reads();

    /** What a question may cost. */
    interface Reads {
        /** At once; more are answered 429. */
        @WithDefault("4")
        int inFlight();

        /** Between its ends. */
        @WithDefault("31D")
        Duration maxRange();

        /** Series in an answer. */
        @WithDefault("100")
        int maxSeries();

        /** Samples that are read for an answer. */
        @WithDefault("300000")
        int maxSamples();

        /** Points in an answer. */
        @WithDefault("50000")
        int maxPoints();
    }
}

package io.meshplane.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** What an operator can set; start-up refuses numbers below 1. */
@ConfigMapping(prefix = "meshplane.ingest")
public interface IngestConfig {
    /** Uploads being worked on at once; more are answered 429. Each may take a few MiB. */
    @WithDefault("32")
    int uploadsInFlight();

    /** Operators' looks into metrics.v1 at once; more are answered 429. */
    @WithDefault("4")
    int readsInFlight();

    /** Longest wait for Kafka to give an upload back. */
    @WithDefault("3S")
    Duration readDeadline();

    /** Standard senders: OTLP and remote-write. */
    Senders senders();

    /** What requests of standard senders may cost. */
    interface Senders {
        /** Threads that decode; one per core unless set. Each has about 2.5 MiB for good, and up to 2 MiB more while it writes a record. */
        OptionalInt workers();

        /** Requests that wait for a thread; more are answered 429. */
        @WithDefault("64")
        int waiting();

        /** A body without its coding, in JSON a quarter of it; larger ones are answered 413. */
        @WithDefault("16M")
        MemorySize maxBody();

        /** For all requests together, beyond what the threads have for good; over it the answer is 429. */
        @WithDefault("22M")
        MemorySize memory();

        /** Different series in a request. */
        @WithDefault("20000")
        int maxSeries();

        /** Values in a request. */
        @WithDefault("100000")
        int maxSamples();

        /** Labels of a series. */
        @WithDefault("64")
        int maxLabels();

        /** Of a metric's or label's name. */
        @WithDefault("512")
        int maxNameBytes();

        /** Of a label's value. */
        @WithDefault("4096")
        int maxValueBytes();

        /** Log lines in a request. */
        @WithDefault("20000")
        int maxLines();
    }
}

package io.meshplane.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What an operator can set; start-up refuses numbers below 1. */
@ConfigMapping(prefix = "meshplane.ingest")
public interface IngestConfig {
    /** Uploads of agents being worked on or waiting for Kafka at once; more are answered 429. */
    @WithDefault("512")
    int uploadsInFlight();

    /** Threads that decode uploads of agents; one per core unless set. */
    OptionalInt workers();

    /** Memory for the states of nodes that the compact format carries from upload to upload; half of the largest heap unless set. */
    Optional<MemorySize> chains();

    /** Uploads wait so long for others, to go to Kafka together. */
    @WithDefault("5MS")
    Duration linger();

    /** Uploads on their way to Kafka; when it is full, uploads are answered 503. */
    @WithDefault("32M")
    MemorySize kafkaBuffer();

    /** Agents that signed once. */
    Sessions sessions();

    /** How many sessions there may be, and how long one lasts. */
    interface Sessions {
        /** The one that was used longest ago ends when there are more. */
        @WithDefault("50000")
        int max();

        /** From its beginning. */
        @WithDefault("1H")
        Duration lifetime();
    }

    /** Operators' looks into uploads.v1 at once; more are answered 429. */
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

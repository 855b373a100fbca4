package io.meshplane.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator can set about lines and notices in PostgreSQL; they are written with the series. */
@ConfigMapping(prefix = "meshplane.logs")
public interface LogsConfig {
    /** Lines and notices that are older are dropped, a day at a time, and not kept when they come. A day or more. */
    @WithDefault("7D")
    Duration retention();

    /** Of a node's lines and a day, compressed: about 300,000 lines of a gateway. What is over it is dropped, and shown as dropped. */
    @WithDefault("8M")
    MemorySize dayBytes();

    /** Operators' questions. */
    Reads reads();

    /** What a question may cost. */
    interface Reads {
        /** At once; more are answered 429. */
        @WithDefault("4")
        int inFlight();

        /** Lines or notices in an answer, which is cut at 1 MiB of text. */
        @WithDefault("1000")
        int maxEntries();
    }
}

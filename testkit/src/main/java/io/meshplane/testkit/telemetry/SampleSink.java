package io.meshplane.testkit.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes samples as a generator makes them, scrape by scrape. */
public interface SampleSink {
    /**
     * Which series a value belongs to.
     *
     * @param labels in their order
     */
    record Series(String name, Map<String, String> labels) {
        public Series {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /**
     * A scrape begins.
     *
     * @param timeMs milliseconds since epoch UTC
     */
    void scrape(long timeMs);

    /** A cumulative counter. */
    void count(Series series, long value);

    /** Anything else. */
    void number(Series series, double value);
}

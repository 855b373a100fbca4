package io.meshplane.ingest.domain.series;

/** How the values of a step become one. */
public enum Aggregation {
    LAST,
    AVG,
    MIN,
    MAX,
    /** Increase a second of a counter; where it fell it was reset, and counts from 0. */
    RATE
}

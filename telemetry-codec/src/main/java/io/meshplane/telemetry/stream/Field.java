package io.meshplane.telemetry.stream;

/** A number that messages repeat: its last value, and the series whose newest value it used to equal, or 0. */
final class Field {
    long last;
    int series;
}

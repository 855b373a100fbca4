package io.meshplane.ingest.domain;

/** Sequences from {@code first} to {@code last}, both included; at least one. */
public record Range(long first, long last) {
    public Range {
        if (first < 1) throw new IllegalArgumentException("first < 1: " + first);
        if (last < first) throw new IllegalArgumentException("last < first: " + last);
    }

    boolean contains(long sequence) {
        return sequence >= first && sequence <= last;
    }
}

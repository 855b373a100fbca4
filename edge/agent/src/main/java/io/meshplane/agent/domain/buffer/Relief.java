package io.meshplane.agent.domain.buffer;

/** How room is made. */
public sealed interface Relief {
    /** Keep every second scrape of these neighbours, in one segment in the place of the first. */
    record Thin(StoredSegment first, StoredSegment second) implements Relief {}

    /** Give it up. */
    record Drop(StoredSegment segment) implements Relief {}

    /** There is nothing that may be given up. */
    record Nothing() implements Relief {}
}

package io.meshplane.agent.domain.buffer;

/**
 * A file of records, as the rules see it.
 *
 * @param firstIndex no record in it has a lower index
 * @param level how often it was thinned: one scrape in 2^level is left
 * @param sizeBytes on disk
 * @param busy it is being written, or holds records of a batch in flight: it stays as it is
 */
public record StoredSegment(Shelf shelf, long firstIndex, int level, long sizeBytes, boolean busy) {}

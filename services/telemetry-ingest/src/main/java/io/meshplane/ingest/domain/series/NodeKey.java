package io.meshplane.ingest.domain.series;

/** A node in its network. */
public record NodeKey(String networkId, String nodeId) {}

package io.meshplane.ingest.domain;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a node between two uploads.
 *
 * @param newestPartition where its newest upload lies in metrics.v1
 * @param newestOffset likewise
 * @param heardAt when this process heard it last; null = not since it started
 */
public record Progress(
        NodeId node,
        NetworkId network,
        Cursor cursor,
        int newestPartition,
        long newestOffset,
        @Nullable Instant heardAt) {}

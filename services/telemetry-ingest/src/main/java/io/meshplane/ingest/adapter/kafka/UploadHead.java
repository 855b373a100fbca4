package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.event.UploadDoor;
import org.jspecify.annotations.Nullable;

/**
 * What an upload's record says of the upload as a whole; see UploadAccepted in contracts.
 *
 * @param bootId NATIVE only, else 0
 * @param sequence NATIVE only, else 0
 * @param sentAtMs the node's clock; 0 = not said
 * @param uptimeSeconds NATIVE only, else 0
 * @param agentVersion NATIVE only, else empty
 * @param babelRoutes null = no babeld answers on the host
 */
public record UploadHead(
        String nodeId,
        String networkId,
        UploadDoor door,
        long bootId,
        long sequence,
        long sentAtMs,
        long receivedAtMs,
        long uptimeSeconds,
        String agentVersion,
        @Nullable Integer babelRoutes,
        boolean backlog) {

    /** The head of an upload by a standard sender, which numbers nothing and says nothing of itself. */
    public static UploadHead standard(String nodeId, String networkId, UploadDoor door, long receivedAtMs) {
        return new UploadHead(nodeId, networkId, door, 0, 0, 0, receivedAtMs, 0, "", null, false);
    }
}

package io.meshplane.agent;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent tells on its status page. An immutable snapshot, made on the agent's context. */
public record AgentStatus(
        String nodeId,
        String name,
        boolean enrolled,
        String networkId,
        String role,
        @Nullable Instant lastShippedAt,
        @Nullable Instant nextRetryAt,
        String lastError,
        int spoolBatches,
        long spoolBytes,
        long droppedBatches,
        long refusedBatches,
        long droppedScrapes,
        long droppedLinks,
        String babel,
        boolean healthy) {

    public JsonObject toJson() {
        return new JsonObject()
                .put("nodeId", nodeId)
                .put("name", name)
                .put("enrolled", enrolled)
                .put("networkId", networkId)
                .put("role", role)
                .put("lastShippedAt", lastShippedAt == null ? null : lastShippedAt.toString())
                .put("nextRetryAt", nextRetryAt == null ? null : nextRetryAt.toString())
                .put("lastError", lastError)
                .put("spoolBatches", spoolBatches)
                .put("spoolBytes", spoolBytes)
                .put("droppedBatches", droppedBatches)
                .put("refusedBatches", refusedBatches)
                .put("droppedScrapes", droppedScrapes)
                .put("droppedLinks", droppedLinks)
                .put("babel", babel)
                .put("healthy", healthy);
    }
}

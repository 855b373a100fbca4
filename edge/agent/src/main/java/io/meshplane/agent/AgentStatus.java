package io.meshplane.agent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
        String babelSettings,
        long missedSamples,
        List<SourceStatus> sources,
        boolean healthy) {
    public AgentStatus {
        sources = List.copyOf(sources);
    }

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
                .put("babelSettings", babelSettings)
                .put("missedSamples", missedSamples)
                .put(
                        "sources",
                        new JsonArray(sources.stream().map(AgentStatus::source).toList()))
                .put("healthy", healthy);
    }

    private static JsonObject source(SourceStatus source) {
        return new JsonObject()
                .put("name", source.name())
                .put("state", source.state().name().toLowerCase(Locale.ROOT))
                .put("detail", source.detail())
                .put("ageSeconds", source.ageSeconds());
    }
}

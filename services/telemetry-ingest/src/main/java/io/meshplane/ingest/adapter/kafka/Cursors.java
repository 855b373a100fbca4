package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.CursorRules;
import io.meshplane.ingest.domain.CursorRules.Decision;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which uploads lie on {@code uploads.v1}, per node. Only what is there counts: it is told by who wrote it, once Kafka has
 * acknowledged, and by {@link UploadFollower}, which sees what others wrote. Telling twice changes nothing.
 */
@Singleton
public class Cursors {
    private final Map<String, Cursor> byNode = new ConcurrentHashMap<>();

    /** What is known of a node; null if nothing came from it. */
    public @Nullable Cursor find(String nodeId) {
        return byNode.get(nodeId);
    }

    /** All that is known. */
    public Map<String, Cursor> all() {
        return byNode;
    }

    /** Begins with what an earlier process knew. */
    void restore(String nodeId, Cursor cursor) {
        byNode.put(nodeId, cursor);
    }

    /**
     * An upload lies at this offset.
     *
     * @return empty if that was known
     */
    public Optional<Decision.Accept> seen(String nodeId, UploadHeaders number, long offset) {
        return tell(nodeId, number, offset, false);
    }

    /** The same, and this process wrote it. */
    public Optional<Decision.Accept> written(String nodeId, UploadHeaders number, long offset) {
        return tell(nodeId, number, offset, true);
    }

    /** This process does not know what became of an upload of the node: others' word is needed before the next. */
    public void doubt(String nodeId) {
        byNode.computeIfPresent(nodeId, (id, cursor) -> cursor.asOurs(false));
    }

    /** All that others wrote of the node was seen. */
    public void settle(String nodeId) {
        byNode.computeIfPresent(nodeId, (id, cursor) -> cursor.asOurs(true));
    }

    private Optional<Decision.Accept> tell(String nodeId, UploadHeaders number, long offset, boolean isOurs) {
        Decision[] decided = new Decision[1];
        byNode.compute(nodeId, (id, before) -> {
            decided[0] = CursorRules.accept(before, number.bootId(), number.sequence(), number.closedAtMs(), offset);
            return switch (decided[0]) {
                case Decision.Accept accept -> accept.next().asOurs(isOurs);
                case Decision.Duplicate() -> before == null || !isOurs ? before : before.asOurs(true);
            };
        });
        return decided[0] instanceof Decision.Accept accept ? Optional.of(accept) : Optional.empty();
    }
}

package io.meshplane.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A day of a node holds few bytes of its log. */
public final class LogsTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("meshplane.logs.day-bytes", "400K");
    }

    @Override
    public void stop() {}
}

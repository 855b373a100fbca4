package io.meshplane.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A service with little room: a few senders are more than it can take. */
public final class OverloadTestResource implements QuarkusTestResourceLifecycleManager {
    static final int UPLOADS_IN_FLIGHT = 4;
    static final int CONNECTIONS = 40;
    static final int CHAINS_BYTES = 256 << 10;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "meshplane.ingest.uploads-in-flight",
                Integer.toString(UPLOADS_IN_FLIGHT),
                "meshplane.ingest.workers",
                "1",
                "meshplane.ingest.linger", // so each holds its place for a while
                "50MS",
                "meshplane.ingest.chains",
                Integer.toString(CHAINS_BYTES),
                "meshplane.http.connections",
                Integer.toString(CONNECTIONS));
    }

    @Override
    public void stop() {}
}

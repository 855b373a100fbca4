package io.meshplane.agent.adapter.http;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who may vouch for the control plane's servers. */
final class Authorities {
    /**
     * As Vert.x takes them.
     *
     * @param pemFile certificates of those that may, and no others; null = those that the JVM knows
     */
    static @Nullable TrustOptions of(@Nullable Path pemFile) {
        return pemFile == null ? null : new PemTrustOptions().addCertPath(pemFile.toString());
    }

    private Authorities() {}
}

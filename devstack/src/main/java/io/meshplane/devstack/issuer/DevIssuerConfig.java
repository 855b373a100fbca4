package io.meshplane.devstack.issuer;

import io.meshplane.devstack.file.Secrets;
import java.time.Clock;

/**
 * A development issuer.
 *
 * @param secrets where the signing key and the operator's secret lie; made if absent
 * @param port of 127.0.0.1; 0 for any free one
 * @param clock for the times in tokens
 */
public record DevIssuerConfig(Secrets secrets, int port, Clock clock) {
    public DevIssuerConfig {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port);
    }
}

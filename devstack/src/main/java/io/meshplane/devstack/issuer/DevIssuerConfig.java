package io.meshplane.devstack.issuer;

import io.meshplane.devstack.file.Secrets;
import io.meshplane.devstack.net.Reach;
import java.time.Clock;

/**
 * A development issuer.
 *
 * @param secrets where the signing key and the operator's secret lie; made if absent
 * @param port 0 for any free one
 * @param clock for the times in tokens
 * @param reach from where it can be reached; its host name becomes part of the tokens' {@code iss}
 */
public record DevIssuerConfig(Secrets secrets, int port, Clock clock, Reach reach) {
    /** On 127.0.0.1. */
    public DevIssuerConfig(Secrets secrets, int port, Clock clock) {
        this(secrets, port, clock, Reach.loopback());
    }

    public DevIssuerConfig {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port);
    }
}

package io.meshplane.devstack.dns;

import io.meshplane.devstack.net.Reach;
import java.nio.file.Path;
import java.time.Clock;
import org.xbill.DNS.Name;

/**
 * A development name server.
 *
 * @param folder where the zone file lies; made if absent
 * @param port the same for UDP and TCP; 0 for any free one
 * @param zone absolute, such as {@code mesh.test.}
 * @param key the one that may update and transfer the zone
 * @param clock for the time in signatures
 * @param reach from where it can be reached
 */
public record DevDnsConfig(Path folder, int port, Name zone, TsigKey key, Clock clock, Reach reach) {
    /** On 127.0.0.1. */
    public DevDnsConfig(Path folder, int port, Name zone, TsigKey key, Clock clock) {
        this(folder, port, zone, key, clock, Reach.loopback());
    }

    public DevDnsConfig {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port);
        if (!zone.isAbsolute()) throw new IllegalArgumentException("zone is not absolute: " + zone);
    }
}

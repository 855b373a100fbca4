package io.meshplane.devstack.dns;

import java.nio.file.Path;
import java.time.Clock;
import org.xbill.DNS.Name;

/**
 * A development name server.
 *
 * @param folder where the zone file lies; made if absent
 * @param port of 127.0.0.1, the same for UDP and TCP; 0 for any free one
 * @param zone absolute, such as {@code mesh.test.}
 * @param key the one that may update and transfer the zone
 * @param clock for the time in signatures
 */
public record DevDnsConfig(Path folder, int port, Name zone, TsigKey key, Clock clock) {
    public DevDnsConfig {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port);
        if (!zone.isAbsolute()) throw new IllegalArgumentException("zone is not absolute: " + zone);
    }
}

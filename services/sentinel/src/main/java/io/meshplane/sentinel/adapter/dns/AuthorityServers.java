package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.AuthorityView;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.VisibilityRules;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers that users' resolvers ask. They have no key of ours, so answers are unsigned: they say whether a write has arrived,
 * and nothing is decided or written from them. Calls block, for the timeout per message at the longest.
 */
public final class AuthorityServers {
    private final Source source;
    private final Duration timeout;

    /** Which servers a zone has. */
    @FunctionalInterface
    public interface Source {
        /** @throws IOException if that cannot be said now */
        List<InetSocketAddress> of(DnsName zone) throws IOException;
    }

    public AuthorityServers(Source source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    /** Those of a zone's own NS records, as the primary has them. */
    public static Source namedBy(NameServer primary, int port) {
        return zone -> primary.nameServers(zone).stream()
                .map(host -> InetSocketAddress.createUnresolved(host, port))
                .toList();
    }

    /** Which they are; hosts are not looked up yet. */
    public List<InetSocketAddress> of(DnsName zone) throws IOException {
        return source.of(zone);
    }

    /** What one of them shows. */
    public AuthorityView look(
            InetSocketAddress server, DnsName zone, RecordNames names, DnsState written, @Nullable ZoneSerial newest) {
        String name = server.getHostString() + ":" + server.getPort();
        try {
            Questions questions = Questions.to(server, timeout, null);
            ZoneSerial serial =
                    questions.serial(zone); // asked first: what it answers then is of this zone or a newer one
            return VisibilityRules.judge(name, written, newest, questions.state(names), serial);
        } catch (IOException | IllegalArgumentException e) {
            return new AuthorityView(name, AuthorityView.State.SILENT, null, NameServer.reason(e));
        }
    }
}

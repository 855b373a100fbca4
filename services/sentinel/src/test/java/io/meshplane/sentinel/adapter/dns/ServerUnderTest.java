package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.testkit.stack.Devstack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * A name server with the zone {@code mesh.test.}.
 *
 * @param key that may update the zone, {@code name:algorithm:base64}
 */
public record ServerUnderTest(InetSocketAddress address, String key) {
    public static final DnsName ZONE = new DnsName("mesh.test.");

    public static final Duration LEASE = Duration.ofSeconds(30);

    /** 256 bits that protect nothing. */
    public static final String TEST_KEY =
            "sentinel.mesh.test.:hmac-sha256:dGVzdHMgb25seSwgdGhpcyBwcm90ZWN0cyBub3RoaW5nISE=";

    /** The development name server of the shared stack. */
    public static ServerUnderTest dev() {
        Devstack stack = Devstack.shared();
        int port = Integer.parseInt(stack.fact("dns.port"));
        return new ServerUnderTest(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), stack.secret("tsig.key"));
    }

    public NameServer client() {
        return client(key);
    }

    public NameServer client(String otherKey) {
        return new NameServer(address, () -> otherKey, Duration.ofSeconds(2), LEASE);
    }

    /** What the server answers for addresses at a name. */
    public ReadOutcome read(DnsName name) {
        return client().read(RecordNames.ofAddresses(name));
    }

    /** A name that no other test uses. */
    public static DnsName freshName() {
        String hex = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new DnsName("x" + hex + ".mesh.test.");
    }

    /** Somebody else with the key sets a record, past the sentinel. */
    public void edit(String name, String type, String value) throws IOException {
        Update update = new Update(Name.fromString(ZONE.value()));
        int number = Type.value(type);
        Name owner = Name.fromString(name);
        update.delete(owner, number);
        update.add(Record.fromString(owner, number, DClass.IN, 60, value, Name.root));
        SimpleResolver server = new SimpleResolver(address);
        server.setTCP(true);
        server.setTSIGKey(TsigSecret.read(key, Clock.systemUTC()));
        Message answer = server.send(update);
        if (answer.getRcode() != Rcode.NOERROR) throw new IOException(Rcode.string(answer.getRcode()));
    }
}

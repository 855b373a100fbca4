package io.meshplane.devstack;

import io.meshplane.devstack.chain.DevChain;
import io.meshplane.devstack.chain.DevChainConfig;
import io.meshplane.devstack.chain.DevToken;
import io.meshplane.devstack.dns.DevDnsConfig;
import io.meshplane.devstack.dns.DevDnsServer;
import io.meshplane.devstack.dns.TsigKey;
import io.meshplane.devstack.file.Secrets;
import io.meshplane.devstack.issuer.DevIssuer;
import io.meshplane.devstack.issuer.DevIssuerConfig;
import io.meshplane.devstack.net.Reach;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/** The process {@code standins}: what the outside world gives in production. */
final class Standins {
    private static final Name ZONE = Name.fromConstantString("mesh.test.");
    private static final Name KEY_NAME = Name.fromConstantString("sentinel.mesh.test.");
    private static final int CHAIN_NODES = 4;
    private static final String TSIG_SECRET = "tsig.key";
    private static final Set<String> PARTS = Set.of("dns", "issuer", "chain");
    private static final Set<String> OPTIONS =
            Set.of("data", "dns-port", "issuer-port", "chain-ports", "parts", "host-name", "parent");

    static void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, OPTIONS);
        Path data = options.data();
        Set<String> chosen = options.parts(PARTS);
        Reach reach = options.hostName().map(Reach::container).orElseGet(Reach::loopback);
        List<Part> parts = new ArrayList<>();
        if (chosen.contains("dns")) parts.add(dns(data, options.port("dns-port"), reach));
        if (chosen.contains("issuer")) parts.add(issuer(data, options.port("issuer-port"), reach));
        if (chosen.contains("chain")) parts.add(chain(data, options.ports("chain-ports", CHAIN_NODES), reach));

        DevProcess process = new DevProcess("standins", data);
        process.followParent(options.parent());
        process.claimFolder();
        process.checkPorts(parts);
        process.start(parts);
    }

    private static Part dns(Path data, int port, Reach reach) {
        return new Part("dns", List.of(ListenAddress.tcp(port), ListenAddress.udp(port)), () -> {
            Secrets secrets = new Secrets(data);
            TsigKey key = TsigKey.parse(secrets.get(TSIG_SECRET, Standins::newTsigKey));
            DevDnsServer server = DevDnsServer.start(
                    new DevDnsConfig(data.resolve("dns"), port, ZONE, key, Clock.systemUTC(), reach));
            Map<String, String> facts = Map.of(
                    "dns.port", String.valueOf(server.port()),
                    "dns.zone", ZONE.toString(),
                    "dns.tsig-key-file", secrets.path(TSIG_SECRET).toString());
            return new Part.Running(reach.hostName() + ":" + server.port(), facts, server);
        });
    }

    private static Part issuer(Path data, int port, Reach reach) {
        return new Part("issuer", List.of(ListenAddress.tcp(port)), () -> {
            Secrets secrets = new Secrets(data);
            DevIssuer server = DevIssuer.start(new DevIssuerConfig(secrets, port, Clock.systemUTC(), reach));
            Map<String, String> facts = Map.of(
                    "issuer.port", String.valueOf(server.port()),
                    "issuer.url", server.url(),
                    "issuer.operator-secret-file",
                            secrets.path(DevIssuer.OPERATOR_SECRET).toString());
            return new Part.Running(server.url(), facts, server);
        });
    }

    private static Part chain(Path data, List<Integer> ports, Reach reach) {
        List<ListenAddress> listens = ports.stream().map(ListenAddress::tcp).toList();
        return new Part("chain", listens, () -> {
            DevChain chain = DevChain.start(new DevChainConfig(
                    data.resolve("chain"),
                    ports,
                    DevChainConfig.DEFAULT_CHAIN_ID,
                    DevChainConfig.DEFAULT_BLOCK_PERIOD,
                    reach));
            String urls = chain.nodeUrls().stream().map(URI::toString).collect(Collectors.joining(","));
            Map<String, String> facts = Map.of(
                    "chain.urls", urls,
                    "chain.id", String.valueOf(DevChainConfig.DEFAULT_CHAIN_ID),
                    "chain.token", DevToken.ADDRESS.toString());
            return new Part.Running(urls, facts, chain);
        });
    }

    private static String newTsigKey() {
        String secret = Base64.getEncoder().encodeToString(Secrets.randomBytes(32));
        return new TsigKey(KEY_NAME, "hmac-sha256", secret).text();
    }

    private Standins() {}
}

package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.AuthorityServers;
import io.meshplane.sentinel.adapter.dns.DnsProvider;
import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.dns.PowerDnsApi;
import io.meshplane.sentinel.adapter.probe.Prober;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Zones;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;

/** Makes the parts from the configuration; what cannot be meant stops the start. */
@ApplicationScoped
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

    private static final int DNS_PORT = 53;
    private static final String NS = "ns";
    private static final String RFC_2136 = "rfc2136";
    private static final String POWERDNS_API = "powerdns-api";

    /** TSIG's customary tolerance, within which the lease is made. */
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(5);

    private final SentinelConfig config;

    Wiring(SentinelConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent event) {
        require(config.probe().period().compareTo(SHORTEST_PERIOD) >= 0, "probe.period is 100 ms or more");
        require(config.probe().deadline().isPositive(), "probe.deadline is positive");
        require(config.probe().deadline().compareTo(config.probe().period()) < 0, "probe.deadline < probe.period");
        require(!config.probe().recheckAfter().isNegative(), "probe.recheck-after is not negative");
        require(config.probe().concurrency() > 0, "probe.concurrency is positive");
        require(
                config.judgement()
                                .observationAgeLimit()
                                .compareTo(config.probe().period())
                        > 0,
                "judgement.observation-age-limit > probe.period");
        double brake = config.dns().brakeShare();
        require(brake > 0 && brake <= 1, "dns.brake-share is above 0 and 1 at most");
        Duration lease = config.dns().lease();
        require(config.dns().visibleWithin().isPositive(), "dns.visible-within is positive");
        require(lease.isPositive() && lease.compareTo(LONGEST_LEASE) <= 0, "dns.lease is 5 minutes at most");
        checkProvider();
        Zones zones = zones();
        if (!zones.open().isEmpty()) LOG.warnf("every network may take free names zones=%s", zones.open());
        String vantage = new Label(config.vantage()).value();
        if (config.probe().allowLoopback()) LOG.warn("probes may reach this host meshplane.probe.allow-loopback=true");
        LOG.infof(
                "sentinel starts vantage=%s dnsServer=%s zones=%s",
                vantage, config.dns().server(), config.dns().zones());
    }

    private void checkProvider() {
        String provider = config.dns().provider();
        require(provider.equals(RFC_2136) || provider.equals(POWERDNS_API), "dns.provider is rfc2136 or powerdns-api");
        if (provider.equals(RFC_2136)) {
            require(
                    config.dns().tsig().isPresent() != config.dns().tsigFile().isPresent(),
                    "one of dns.tsig and dns.tsig-file is set");
            return;
        }
        SentinelConfig.PowerDns api = config.dns().powerdns();
        require(api.url().isPresent() && api.keyFile().isPresent(), "dns.powerdns has url and key-file");
        require(
                api.singleWriter(),
                "dns.powerdns.single-writer is true: the API has no prerequisites, so two writers could undo each other");
        require(
                !config.dns().authorities().orElse(List.of()).equals(List.of(NS)),
                "dns.authorities lists servers, since the API does not serve NS records by DNS");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) throw new IllegalStateException("configuration refused: meshplane." + rule);
    }

    @Produces
    @Singleton
    Zones zones() {
        return Zones.of(config.dns().zones(), config.dns().zoneNetworks());
    }

    @Produces
    @Singleton
    Policy policy() {
        SentinelConfig.Judgement judgement = config.judgement();
        return new Policy(
                judgement.observationAgeLimit(), judgement.holdDown(), judgement.holdDownMax(), judgement.flapMemory());
    }

    @Produces
    @Singleton
    DnsProvider dnsProvider(InstantSource clock) {
        if (config.dns().provider().equals(RFC_2136)) return nameServer();
        SentinelConfig.PowerDns api = config.dns().powerdns();
        Path key = Path.of(api.keyFile().orElseThrow());
        return new PowerDnsApi(
                api.url().orElseThrow(),
                () -> Files.readString(key),
                zones(),
                config.dns().timeout(),
                config.dns().lease(),
                clock);
    }

    private NameServer nameServer() {
        return new NameServer(
                endpoint("dns.server", config.dns().server()),
                this::tsigKey,
                config.dns().timeout(),
                config.dns().lease());
    }

    private static InetSocketAddress endpoint(String key, String text) {
        int colon = text.lastIndexOf(':');
        require(colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}"), key + " is host:port");
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Produces
    @Singleton
    AuthorityServers authorityServers() {
        List<String> listed = config.dns().authorities().orElse(List.of());
        if (listed.isEmpty()) LOG.warn("writes are looked for on the primary alone, dns.authorities is not set");
        if (listed.equals(List.of(NS))) {
            return new AuthorityServers(
                    AuthorityServers.namedBy(nameServer(), DNS_PORT),
                    config.dns().timeout());
        }
        List<InetSocketAddress> servers =
                listed.stream().map(text -> endpoint("dns.authorities", text)).toList();
        return new AuthorityServers(zone -> servers, config.dns().timeout());
    }

    private String tsigKey() throws IOException {
        if (config.dns().tsig().isPresent()) return config.dns().tsig().get();
        return Files.readString(Path.of(config.dns().tsigFile().orElseThrow()));
    }

    @Produces
    @Singleton
    Prober prober(InstantSource clock) throws NoSuchAlgorithmException {
        return new Prober(config.probe().deadline(), config.probe().allowLoopback(), SSLContext.getDefault(), clock);
    }

    void close(@Disposes Prober prober) {
        prober.close();
    }
}

package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.probe.TcpProbe;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Policy;
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
import java.time.Duration;
import org.jboss.logging.Logger;

/** Makes the parts from the configuration; what cannot be meant stops the start. */
@ApplicationScoped
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

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
        require(
                config.dns().tsig().isPresent() != config.dns().tsigFile().isPresent(),
                "one of dns.tsig and dns.tsig-file is set");
        require(!config.dns().zones().isEmpty(), "dns.zones names a zone");
        config.dns().zones().forEach(DnsName::new);
        String vantage = new Label(config.vantage()).value();
        if (config.probe().allowLoopback()) LOG.warn("probes may reach this host meshplane.probe.allow-loopback=true");
        LOG.infof(
                "sentinel starts vantage=%s dnsServer=%s zones=%s",
                vantage, config.dns().server(), config.dns().zones());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) throw new IllegalStateException("configuration refused: meshplane." + rule);
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
    NameServer nameServer() {
        String server = config.dns().server();
        int colon = server.lastIndexOf(':');
        require(colon > 0 && server.substring(colon + 1).matches("[0-9]{1,5}"), "dns.server is host:port");
        String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(server.substring(colon + 1));
        return new NameServer(
                InetSocketAddress.createUnresolved(host, port),
                this::tsigKey,
                config.dns().timeout());
    }

    private String tsigKey() throws IOException {
        if (config.dns().tsig().isPresent()) return config.dns().tsig().get();
        return Files.readString(Path.of(config.dns().tsigFile().orElseThrow()));
    }

    @Produces
    @Singleton
    TcpProbe probe() {
        return new TcpProbe(config.probe().deadline(), config.probe().allowLoopback());
    }

    void close(@Disposes TcpProbe probe) {
        probe.close();
    }
}

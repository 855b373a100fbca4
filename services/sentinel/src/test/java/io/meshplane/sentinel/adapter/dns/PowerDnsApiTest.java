package io.meshplane.sentinel.adapter.dns;

import static io.meshplane.sentinel.adapter.dns.ServerUnderTest.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.Zones;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PowerDNS by its HTTP API: the same contract, as far as one process can keep it. */
@RealPart(program = "pdns_server", env = "MESHPLANE_PDNS")
class PowerDnsApiTest extends DnsContractTest {
    private static final String KEY = "tests-only";

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable RealNameServer powerDns;
    private static URI api = URI.create("http://127.0.0.1:9/");
    private static final PowerDnsApi[] CLIENT = new PowerDnsApi[1];

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        int port = RealNameServer.freePort();
        api = URI.create("http://127.0.0.1:" + port + "/api/v1/servers/localhost");
        powerDns = PowerDnsTest.start(folder, """
                api=yes
                api-key=%s
                webserver=yes
                webserver-address=127.0.0.1
                webserver-port=%d
                webserver-allow-from=127.0.0.0/8
                """.formatted(KEY, port));
        CLIENT[0] = client(KEY);
        Await.until(
                "the API answers",
                Duration.ofSeconds(20),
                () -> CLIENT[0].read(RecordNames.ofAddresses(ZONE)) instanceof ReadOutcome.Found);
    }

    @AfterAll
    static void stop() {
        if (powerDns != null) powerDns.close();
    }

    private static PowerDnsApi client(String key) {
        Zones zones = Zones.of(Set.of(ZONE.value()), Map.of());
        return new PowerDnsApi(
                api, () -> key, zones, Duration.ofSeconds(5), ServerUnderTest.LEASE, InstantSource.system());
    }

    @Override
    ServerUnderTest server() {
        if (powerDns == null) throw new IllegalStateException("PowerDNS did not start");
        return powerDns.server();
    }

    @Override
    DnsProvider client() {
        return CLIENT[0];
    }

    @Override
    DnsProvider stranger(String key) {
        return client("not " + key);
    }

    @Override
    String refusalOfAStranger() {
        return "status 401";
    }

    @Override
    UpdateOutcome refusalOfTheLate() {
        return new UpdateOutcome.TooLate("the lease is over");
    }

    @Test
    void isAnsweredByDnsAsItWasWrittenByHttp() {
        assertThat(server().client().serial(ZONE)).isEqualTo(client().serial(ZONE));
    }

    @Test
    void saysThatAServerIsAway() {
        PowerDnsApi away = new PowerDnsApi(
                URI.create("http://127.0.0.1:9/api/v1/servers/localhost"),
                () -> KEY,
                Zones.of(Set.of(ZONE.value()), Map.of()),
                Duration.ofSeconds(2),
                ServerUnderTest.LEASE,
                InstantSource.system());

        assertThat(away.read(RecordNames.ofAddresses(ZONE))).isInstanceOf(ReadOutcome.Unanswered.class);
    }
}

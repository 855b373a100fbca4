package io.meshplane.sentinel.adapter.dns;

import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** PowerDNS with its SQLite backend. It takes RFC 2136 updates, and tells less of why it refuses one. */
@RealPart(program = "pdns_server", env = "MESHPLANE_PDNS")
class PowerDnsTest extends DnsContractTest {
    private static final Path SCHEMA = Path.of("/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql");

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable RealNameServer powerDns;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        powerDns = start(folder, "");
    }

    /**
     * A server with the zone and the key.
     *
     * @param more lines of its configuration
     */
    static RealNameServer start(Path folder, String more) throws IOException, InterruptedException {
        Path file = folder.resolve("pdns.conf");
        Files.writeString(file, config(folder, 0, more));
        run(folder, "sqlite3", "MESHPLANE_SQLITE3", "zones.db", ".read " + SCHEMA);
        utility(folder, "create-zone", "mesh.test", "ns.mesh.test");
        utility(folder, "add-record", "mesh.test", "ns", "A", "60", "127.0.0.1");
        utility(folder, "import-tsig-key", "sentinel.mesh.test", "hmac-sha256", RealNameServer.secret());
        utility(folder, "set-meta", "mesh.test", "TSIG-ALLOW-DNSUPDATE", "sentinel.mesh.test");
        utility(folder, "set-meta", "mesh.test", "SOA-EDIT-DNSUPDATE", "INCREASE");
        utility(folder, "set-meta", "mesh.test", "SOA-EDIT-API", "INCREASE");
        return RealNameServer.start(
                file,
                "pdns_server",
                "MESHPLANE_PDNS",
                port -> config(folder, port, more),
                List.of("--config-dir=" + folder));
    }

    @AfterAll
    static void stop() {
        if (powerDns != null) powerDns.close();
    }

    @Override
    ServerUnderTest server() {
        if (powerDns == null) throw new IllegalStateException("PowerDNS did not start");
        return powerDns.server();
    }

    @Override
    String refusalOfAStranger() {
        return "REFUSED";
    }

    @Override
    UpdateOutcome refusalOfTheLate() {
        return new UpdateOutcome.Refused("REFUSED");
    }

    private static void utility(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--config-dir=" + folder));
        all.addAll(List.of(arguments));
        run(folder, "pdnsutil", "MESHPLANE_PDNSUTIL", all.toArray(String[]::new));
    }

    private static void run(Path folder, String program, String env, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(program, env)
                .orElseThrow(() -> new IOException("pdns_server is here and " + program + " is not"))
                .toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start();
        if (process.waitFor() != 0) throw new IOException(Files.readString(folder.resolve(program + ".log")));
    }

    private static String config(Path folder, int port, String more) {
        return """
            launch=gsqlite3
            gsqlite3-database=%s/zones.db
            local-address=127.0.0.1
            local-port=%d
            socket-dir=%s
            setuid=
            setgid=
            disable-syslog=yes
            dnsupdate=yes
            allow-dnsupdate-from=127.0.0.0/8
            # a query that races an update would fill these with the old answer for 20 s
            cache-ttl=0
            query-cache-ttl=0
            negquery-cache-ttl=0
            %s
            """.formatted(folder, port, folder, more);
    }
}

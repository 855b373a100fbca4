package io.meshplane.sentinel.adapter.dns;

import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** BIND. */
@RealPart(program = "named", env = "MESHPLANE_NAMED")
class BindDnsTest extends DnsContractTest {
    @TempDir
    static Path folder = Path.of("");

    private static @Nullable RealNameServer bind;

    @BeforeAll
    static void start() throws IOException {
        bind = RealNameServer.start(folder, "named", "MESHPLANE_NAMED", BindDnsTest::config, "-g", "-n", "1", "-c");
    }

    @AfterAll
    static void stop() {
        if (bind != null) bind.close();
    }

    @Override
    ServerUnderTest server() {
        if (bind == null) throw new IllegalStateException("BIND did not start");
        return bind.server();
    }

    private static String config(int port) {
        return options(folder, port, "") + """
                zone "mesh.test" {
                    type primary;
                    file "mesh.test.zone";
                    update-policy { grant sentinel.mesh.test zonesub ANY; };
                    allow-transfer { key sentinel.mesh.test; };
                };
                """;
    }

    /**
     * All but the zone.
     *
     * @param more one more option, or nothing
     */
    static String options(Path folder, int port, String more) {
        return """
                key "sentinel.mesh.test" { algorithm hmac-sha256; secret "%s"; };
                controls { };
                options {
                    directory "%s";
                    pid-file none;
                    session-keyfile none;
                    listen-on port %d { 127.0.0.1; };
                    %s
                    listen-on-v6 { none; };
                    recursion no;
                    dnssec-validation no;
                    notify no;
                    allow-query { 127.0.0.1; };
                };
                """.formatted(RealNameServer.secret(), folder, port, more);
    }
}

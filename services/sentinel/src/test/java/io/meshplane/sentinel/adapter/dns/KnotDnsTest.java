package io.meshplane.sentinel.adapter.dns;

import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Knot DNS. */
@RealPart(program = "knotd", env = "MESHPLANE_KNOT")
class KnotDnsTest extends DnsContractTest {
    @TempDir
    static Path folder = Path.of("");

    private static @Nullable RealNameServer knot;

    @BeforeAll
    static void start() throws IOException {
        knot = RealNameServer.start(folder, "knotd", "MESHPLANE_KNOT", port -> config(folder, port, "", ""), "-c");
    }

    @AfterAll
    static void stop() {
        if (knot != null) knot.close();
    }

    @Override
    ServerUnderTest server() {
        if (knot == null) throw new IllegalStateException("Knot did not start");
        return knot.server();
    }

    /**
     * A primary's configuration.
     *
     * @param remotes a section of its own, or nothing
     * @param ofTheZone one more line of the zone, or nothing
     */
    static String config(Path folder, int port, String remotes, String ofTheZone) {
        return """
                server:
                    listen: 127.0.0.1@%d
                    rundir: "%s"
                log:
                  - target: stdout
                    any: info
                database:
                    storage: "%s"
                key:
                  - id: sentinel.mesh.test
                    algorithm: hmac-sha256
                    secret: %s
                %sacl:
                  - id: update
                    address: 127.0.0.0/8
                    key: sentinel.mesh.test
                    action: [update, transfer]
                template:
                  - id: default
                    storage: "%s"
                zone:
                  - domain: mesh.test
                    file: "mesh.test.zone"
                    acl: update
                    %s
                """.formatted(port, folder, folder, RealNameServer.secret(), remotes, folder, ofTheZone);
    }
}

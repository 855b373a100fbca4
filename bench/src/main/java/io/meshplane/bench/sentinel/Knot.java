package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Knot primary with the zone that sentinel writes. */
final class Knot {
    static final String ZONE = "mesh.test.";

    /** 256 bits that protect nothing. */
    private static final String SECRET = "YmVuY2hlcyBvbmx5LCB0aGlzIHByb3RlY3RzIG5vdGg=";

    static final String TSIG = "sentinel.mesh.test.:hmac-sha256:" + SECRET;
    static final String HOW_TO_INSTALL = "apt-get install knot";

    /** @throws Unusable if it is not installed */
    static NameServerProcess start(Guard guard) throws IOException, InterruptedException, Unusable {
        Path program = NameServerProcess.program("knotd")
                .orElseThrow(() -> new Unusable(
                        Unusable.FAILED, "sentinel's figures need Knot as the name server: " + HOW_TO_INSTALL));
        return NameServerProcess.start("knot", guard, "ns." + ZONE, (folder, port) -> {
            Files.writeString(folder.resolve("mesh.test.zone"), """
                    $ORIGIN mesh.test.
                    $TTL 60
                    @ SOA ns hostmaster 1 3600 600 86400 5
                    @ NS ns
                    ns A 127.0.0.1
                    """);
            Files.writeString(folder.resolve("knot.conf"), """
                    server:
                        listen: 127.0.0.1@%1$d
                        rundir: "%2$s"
                    database:
                        storage: "%2$s"
                    key:
                      - id: sentinel.mesh.test
                        algorithm: hmac-sha256
                        secret: %3$s
                    acl:
                      - id: update
                        address: 127.0.0.0/8
                        key: sentinel.mesh.test
                        action: [update, transfer]
                    template:
                      - id: default
                        storage: "%2$s"
                    zone:
                      - domain: mesh.test
                        file: "mesh.test.zone"
                        acl: update
                    """.formatted(port, folder, SECRET));
            return List.of(program.toString(), "-c", folder.resolve("knot.conf").toString());
        });
    }

    /** A script for nsupdate's own form of the key. */
    static String nsupdateKey() {
        return "hmac-sha256:sentinel.mesh.test:" + SECRET;
    }

    private Knot() {}
}

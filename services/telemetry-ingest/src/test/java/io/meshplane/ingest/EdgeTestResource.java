package io.meshplane.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Limits of the edge that a test reaches soon, and a TLS port beside the one in clear text. */
public final class EdgeTestResource implements QuarkusTestResourceLifecycleManager {
    static final int BODIES_AT_ONCE = 16;
    static final int BODY_BYTES = 256 << 10;
    private static final String PASSWORD = "changeit";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "meshplane.http.bodies.in-flight",
                Integer.toString(BODIES_AT_ONCE * BODY_BYTES),
                "meshplane.http.bodies.silence",
                "3S",
                "meshplane.http.bodies.deadline",
                "20S",
                "quarkus.http.test-ssl-port",
                "0",
                "quarkus.http.ssl.certificate.key-store-file",
                keyStore().toString(),
                "quarkus.http.ssl.certificate.key-store-password",
                PASSWORD);
    }

    private static Path keyStore() {
        Path file = Path.of("target", "edge-test.p12").toAbsolutePath();
        if (Files.exists(file)) return file;
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "edge",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString())
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) throw new IllegalStateException("keytool failed");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {}
}

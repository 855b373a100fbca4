package io.meshplane.testkit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/** Holds the REST API of a service to its document in {@code docs/openapi}. */
public final class OpenApiSnapshot {

    /**
     * Compares what the running service serves with {@code docs/openapi/<service>.yaml}. With
     * {@code -Dmeshplane.update=true} the file is rewritten instead.
     *
     * @throws AssertionError if they differ
     */
    public static void check(String service) {
        Path file = Devstack.root().resolve("docs/openapi").resolve(service + ".yaml");
        String served = served();
        try {
            if (Boolean.getBoolean("meshplane.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, served);
                return;
            }
            String kept = Files.exists(file) ? Files.readString(file) : "";
            if (!kept.equals(served)) {
                throw new AssertionError("the REST API differs from " + file
                        + "; if that is meant, run the test with -Dmeshplane.update=true and review the diff. Served:\n"
                        + served);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String served() {
        String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/openapi"))
                .header("Accept", "application/yaml")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new AssertionError("no document: " + answer.statusCode());
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private OpenApiSnapshot() {}
}

package io.meshplane.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What an operator of the network {@code home} does by REST. */
final class OperatorApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NETWORK = "/v1/networks/home";

    private final Meshplane up;

    OperatorApi(Meshplane up) {
        this.up = up;
    }

    /** A single-use token for a node of a role. */
    String enrolmentToken(String role) throws IOException, InterruptedException {
        return call(
                        "POST",
                        "registry",
                        NETWORK + "/enrolment-tokens",
                        "{\"role\":\"" + role + "\",\"validSeconds\":600}")
                .get("token")
                .asText();
    }

    void setPrice(String node, String interfaceName, long price) throws IOException, InterruptedException {
        String body = "{\"price\":\"" + price + "\",\"asset\":\"eip155:100/slip44:60\"}";
        call("PUT", "route-service", NETWORK + "/prices/" + node + "/" + interfaceName, body);
    }

    /** A node's route, as soon as it fits. */
    JsonNode awaitRoute(String node, String what, Duration deadline, Predicate<JsonNode> fits) {
        AtomicReference<JsonNode> last = new AtomicReference<>(JSON.createObjectNode());
        try {
            return Await.value("the route of " + node + ": " + what, deadline, () -> {
                JsonNode route = call("GET", "route-service", NETWORK + "/routes/" + node, "");
                last.set(route);
                return fits.test(route) ? route : null;
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nlast seen: " + last.get(), e);
        }
    }

    private JsonNode call(String method, String service, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + up.port(service) + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token());
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        return send(request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private String token() throws IOException, InterruptedException {
        String secret =
                Files.readString(up.data().resolve("secrets/operator.secret")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + up.port("issuer") + "/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=operator&client_secret=" + secret))
                .build();
        return send(request).get("access_token").asText();
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        }
    }
}

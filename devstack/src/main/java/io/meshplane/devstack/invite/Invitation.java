package io.meshplane.devstack.invite;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.meshplane.devstack.file.Durable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * What an operator does before a node can join: signs in and asks the registry for an enrolment token.
 *
 * @param issuer base URL of the development issuer
 * @param operatorSecret of its client {@code operator}
 * @param registry base URL
 * @param network that the node joins
 * @param role CLIENT, RELAY or GATEWAY
 */
public record Invitation(URI issuer, String operatorSecret, URI registry, String network, String role) {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int VALID_SECONDS = 24 * 3600;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Writes a token to a file that only the owner reads; a file that is there is left alone.
     *
     * @throws IOException if the issuer or the registry does not answer, or refuses
     */
    public void writeTo(Path tokenFile) throws IOException, InterruptedException {
        if (Files.exists(tokenFile)) return;
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            String token = enrolmentToken(http, accessToken(http));
            Durable.write(tokenFile, token + "\n", Durable.PRIVATE);
        }
    }

    private String accessToken(HttpClient http) throws IOException, InterruptedException {
        byte[] login = ("operator:" + operatorSecret).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/token"))
                .timeout(DEADLINE)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return field(http, request, "access_token");
    }

    private String enrolmentToken(HttpClient http, String accessToken) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve("/v1/networks/" + network + "/enrolment-tokens"))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("role", role, "validSeconds", VALID_SECONDS))))
                .build();
        return field(http, request, "token");
    }

    private static String field(HttpClient http, HttpRequest request, String name)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) throw new IOException(request.uri() + " answers " + answer.statusCode());
        String value = JSON.readTree(answer.body()).path(name).asText();
        if (value.isEmpty()) throw new IOException(request.uri() + " answers without " + name);
        return value;
    }
}

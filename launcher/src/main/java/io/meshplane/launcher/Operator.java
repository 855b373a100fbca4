package io.meshplane.launcher;

import io.meshplane.launcher.Http.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The operator of the development issuer: gets a bearer token by the client credentials grant (RFC 6749 §4.4) and speaks to the
 * services with it.
 *
 * @param issuer URL
 * @param secret of the client {@code operator}
 */
public record Operator(String issuer, String secret) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A bearer token. */
    public String token() throws IOException {
        String credentials = "operator:" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        Answer answer = Http.send(
                "POST",
                issuer + "/token",
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8),
                LIMIT);
        String token = answer.status() == 200 ? answer.json().text("access_token") : "";
        if (token.isEmpty()) throw new IOException("the issuer gives no token: " + answer.status());
        return token;
    }

    /** A call with a JSON body; an empty one sends none. */
    public Answer call(String method, String url, String json) throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token()));
        if (json.isEmpty()) {
            return method.equals("GET")
                    ? Http.get(url, headers, LIMIT)
                    : Http.send(method, url, headers, new byte[0], LIMIT);
        }
        headers.put("Content-Type", "application/json");
        return Http.send(method, url, headers, json.getBytes(StandardCharsets.UTF_8), LIMIT);
    }

    /**
     * A single-use token for one node.
     *
     * @param registry URL
     * @param role CLIENT, RELAY or GATEWAY
     */
    public String enrolmentToken(String registry, String network, String role) throws IOException {
        Answer answer = call(
                "POST",
                registry + "/v1/networks/" + network + "/enrolment-tokens",
                "{\"role\":" + Json.quote(role) + ",\"validSeconds\":600}");
        if (answer.status() != 201) throw new IOException("registry gives no enrolment token: " + answer.status());
        return answer.json().text("token");
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Operator[" + issuer + "]";
    }
}

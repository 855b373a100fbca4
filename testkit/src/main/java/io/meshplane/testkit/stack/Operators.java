package io.meshplane.testkit.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Bearer tokens of operators, from the development issuer. */
public final class Operators {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A token for the network {@code home}. */
    public static String token() {
        return tokenFor("home");
    }

    /**
     * A token for these networks and no others.
     *
     * @param networks at least one
     */
    public static String tokenFor(String... networks) {
        Devstack stack = Devstack.shared();
        String form = "grant_type=client_credentials&client_id=operator&client_secret="
                + encode(stack.secret("operator.secret")) + "&scope="
                + encode("networks:" + String.join(",", networks));
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.fact("issuer.url") + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IllegalStateException("issuer: " + answer.body());
            return JSON.readTree(answer.body()).required("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A network that no other test uses. */
    public static String freshNetwork() {
        return "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Operators() {}
}

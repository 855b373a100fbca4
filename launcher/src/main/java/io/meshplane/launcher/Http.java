package io.meshplane.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** HTTP to the system's own loopback ports, with a deadline on every call. */
public final class Http {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /** What came back. */
    public record Answer(int status, String body) {
        /** @throws IllegalArgumentException if it is no JSON */
        public Json json() {
            return Json.parse(body);
        }
    }

    /** Sends a request without a body. */
    public static Answer get(String url, Map<String, String> headers, Duration limit) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)).GET(), headers, limit);
    }

    /** Sends a request with a body. */
    public static Answer send(String method, String url, Map<String, String> headers, byte[] body, Duration limit)
            throws IOException {
        return send(
                HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofByteArray(body)),
                headers,
                limit);
    }

    private static Answer send(HttpRequest.Builder request, Map<String, String> headers, Duration limit)
            throws IOException {
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.timeout(limit).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private Http() {}
}

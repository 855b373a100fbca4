package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JSON-RPC 2.0 over HTTP to one endpoint, for virtual threads: every call blocks, for the deadline at the longest. A body beyond
 * {@link #BODY_BYTES_MAX} is cut off before it is parsed.
 */
final class JsonRpc {
    static final int BODY_BYTES_MAX = 16 << 20;
    private static final int DEPTH_MAX = 32;
    private static final int STRING_CHARS_MAX = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        JSON.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxStringLength(STRING_CHARS_MAX)
                        .build());
    }

    private final HttpClient http;
    private final URI endpoint;
    private final Duration deadline;

    JsonRpc(HttpClient http, URI endpoint, Duration deadline) {
        this.http = http;
        this.endpoint = endpoint;
        this.deadline = deadline;
    }

    Answer<JsonNode> call(String method, Object... params) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        request.set("params", JSON.valueToTree(List.of(params)));
        HttpRequest post = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        return send(post);
    }

    private Answer<JsonNode> send(HttpRequest post) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            // not the request's own timeout: that ends with the headers, and a node may hang in mid-body
            HttpResponse<byte[]> response = sent.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) return new Answer.Silent<>("http status " + response.statusCode());
            return resultOf(response.body());
        } catch (TimeoutException e) {
            return new Answer.Silent<>("no answer in " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Answer.Silent<>(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silent<>("stopped");
        } finally {
            sent.cancel(true); // closes the connection of an unfinished exchange
        }
    }

    static Answer<JsonNode> resultOf(byte[] body) {
        JsonNode response;
        try {
            response = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return new Answer.Garbled<>("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Answer.Garbled<>("not JSON");
        }
        if (!response.isObject()) return new Answer.Garbled<>("not a JSON-RPC response");
        if (response.hasNonNull("error")) {
            return new Answer.Silent<>(
                    "error " + response.path("error").path("code").asInt());
        }
        JsonNode result = response.path("result");
        if (result.isMissingNode()) return new Answer.Garbled<>("a JSON-RPC response without result");
        return result.isNull() ? new Answer.Absent<>() : new Answer.Told<>(result);
    }
}

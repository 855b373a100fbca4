package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.platform.http.BoundedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0 over HTTP to one endpoint, for virtual threads: every call blocks, for the deadline at the longest. A response
 * larger than the call allows is cut off before it is parsed.
 */
final class JsonRpc {
    /** Of a block with its transactions, or of its receipts. */
    static final int BODY_BYTES_MAX = 16 << 20;
    /** Of a block with its transactions' hashes: about 60,000 of them. */
    static final int HEADER_BYTES_MAX = 4 << 20;
    /** Of a number or a flag. */
    static final int WORD_BYTES_MAX = 64 << 10;

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

    Answer<JsonNode> call(int bytesMax, String method, Object... params) {
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
        return send(post, bytesMax);
    }

    private Answer<JsonNode> send(HttpRequest post, int bytesMax) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(post, head -> BoundedBody.atMost(bytesMax));
        try {
            // not the request's own timeout: that ends with the headers, and a node may hang in mid-body
            HttpResponse<byte[]> response = sent.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return response.statusCode() == 200 ? resultOf(response.body()) : refused(response);
        } catch (TimeoutException e) {
            return new Answer.TimedOut<>();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Dropped<>();
        } finally {
            sent.cancel(true); // closes the connection of an unfinished exchange
        }
    }

    private static Answer<JsonNode> failed(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof BoundedBody.TooLargeException) return new Answer.Garbled<>("" + each.getMessage());
        }
        return new Answer.Refused<>(String.valueOf(cause), null);
    }

    private static Answer<JsonNode> refused(HttpResponse<byte[]> response) {
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> RetryAfter.parse(text, InstantSource.system().instant()))
                .orElse(null);
        return new Answer.Refused<>("http status " + response.statusCode(), retryAfter);
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
            int code = response.path("error").path("code").asInt();
            return new Answer.Refused<>("error " + code, null);
        }
        JsonNode result = response.path("result");
        if (result.isMissingNode()) return new Answer.Garbled<>("a JSON-RPC response without result");
        return result.isNull() ? new Answer.Absent<>() : new Answer.Told<>(result);
    }
}

package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Transaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls a node as any JSON-RPC client would. */
final class RpcClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;

    RpcClient(URI url) {
        this.url = url;
    }

    HttpResponse<String> post(String body, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The whole answer to a body, which may be anything. */
    JsonNode answer(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(body, Duration.ofSeconds(20));
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    static String request(String method, Object... params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        ArrayNode values = request.putArray("params");
        for (Object param : params) {
            values.add(JSON.<JsonNode>valueToTree(param));
        }
        return request.toString();
    }

    JsonNode call(String method, Object... params) throws IOException, InterruptedException {
        JsonNode answer = answer(request(method, params));
        assertThat(answer.has("error")).as("error of %s: %s", method, answer).isFalse();
        return answer.get("result");
    }

    JsonNode error(String method, Object... params) throws IOException, InterruptedException {
        JsonNode answer = answer(request(method, params));
        assertThat(answer.has("error")).as("no error of %s: %s", method, answer).isTrue();
        return answer.get("error");
    }

    JsonNode send(Transaction transaction) throws IOException, InterruptedException {
        return call("eth_sendRawTransaction", transaction.encode().toHex());
    }

    JsonNode fault(String json) throws IOException, InterruptedException {
        return call("dev_setFault", JSON.readTree(json));
    }
}

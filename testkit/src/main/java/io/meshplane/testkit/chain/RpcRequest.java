package io.meshplane.testkit.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** One JSON-RPC request; batches are not spoken here. */
record RpcRequest(JsonNode json) {
    static final ObjectMapper JSON = new ObjectMapper();

    static RpcRequest parse(byte[] body) throws IOException {
        return new RpcRequest(JSON.readTree(body));
    }

    String method() {
        return json.path("method").asText();
    }

    String firstParameter() {
        return json.path("params").path(0).asText();
    }

    byte[] bytes() throws IOException {
        return JSON.writeValueAsBytes(json);
    }
}

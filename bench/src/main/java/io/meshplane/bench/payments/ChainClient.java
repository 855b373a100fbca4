package io.meshplane.bench.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.HttpConnection.Answer;
import io.meshplane.chain.Transaction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One node of the development chain: pays, mines, and is made to fail. */
final class ChainClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection connection;

    ChainClient(URI node) {
        connection = new HttpConnection(node.getPort());
    }

    void send(Transaction transaction) throws IOException {
        call("eth_sendRawTransaction", transaction.encode().toHex());
    }

    /** Sends a transaction that may be in a block still: then the node refuses it, and nothing happens. */
    void sendAgain(Transaction transaction) throws IOException {
        answer("eth_sendRawTransaction", transaction.encode().toHex());
    }

    /** @return the height after that */
    long mine(int blocks) throws IOException {
        return Long.decode(call("dev_mine", blocks).asText());
    }

    /** Replaces the newest blocks by empty ones. */
    void reorganise(int blocks) throws IOException {
        call("dev_reorg", blocks);
    }

    void fail(String kind) throws IOException {
        call("dev_setFault", JsonNodeFactory.instance.objectNode().put("kind", kind));
    }

    void heal() throws IOException {
        call("dev_clearFault");
    }

    private JsonNode call(String method, Object... params) throws IOException {
        JsonNode response = answer(method, params);
        if (response.hasNonNull("error")) throw new IOException(method + ": " + response.path("error"));
        return response.path("result");
    }

    private JsonNode answer(String method, Object... params) throws IOException {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        request.set("params", JSON.valueToTree(List.of(params)));
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        Answer answer = connection.post("/", "Content-Type: application/json\r\n", body);
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

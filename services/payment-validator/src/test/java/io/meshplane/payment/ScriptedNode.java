package io.meshplane.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshplane.payment.TestBlocks.Block;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A full node that shows the blocks a test gives it, and fails as the test says. */
final class ScriptedNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Block> blocks;
    private volatile long chainId = TestBlocks.CHAIN;
    private volatile boolean hangs;
    private volatile boolean syncing;
    private volatile int refusal;
    private volatile String retryAfter = "";
    private volatile int finalized = -1;
    private final AtomicInteger finalAsked = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile UnaryOperator<JsonNode> forge = UnaryOperator.identity();

    ScriptedNode(List<Block> blocks) throws IOException {
        this.blocks = List.copyOf(blocks);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void show(List<Block> other) {
        blocks = List.copyOf(other);
    }

    void hang(boolean on) {
        hangs = on;
    }

    void syncing(boolean on) {
        syncing = on;
    }

    /** Answers with this status and Retry-After. */
    void refuse(int status, String after) {
        retryAfter = after;
        refusal = status;
    }

    int requests() {
        return requests.get();
    }

    /** Calls this height finalized; as it begins, it does not know the tag. */
    void finalized(int height) {
        finalized = height;
    }

    int questionsWhatIsFinal() {
        return finalAsked.get();
    }

    void chainId(long other) {
        chainId = other;
    }

    /** Alters every result. */
    void forge(UnaryOperator<JsonNode> forgery) {
        forge = forgery;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            requests.incrementAndGet();
            if (hangs) closed.await();
            if (refusal > 0) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
                exchange.sendResponseHeaders(refusal, -1);
                return;
            }
            ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
            response.set("result", forge.apply(result(request.path("method").asText(), request.path("params"))));
            byte[] body = response.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode result(String method, JsonNode params) {
        return switch (method) {
            case "eth_chainId" -> JsonNodeFactory.instance.textNode("0x" + Long.toHexString(chainId));
            case "eth_syncing" -> JsonNodeFactory.instance.booleanNode(syncing);
            case "eth_getBlockByNumber" -> byNumber(params.path(0).asText());
            case "eth_getBlockByHash" -> byHash(params.path(0).asText(), TestBlocks::blockJson);
            case "eth_getBlockReceipts" -> byHash(params.path(0).asText(), TestBlocks::receiptsJson);
            default -> throw new IllegalStateException("asked for " + method);
        };
    }

    private JsonNode byNumber(String number) {
        int height = switch (number) {
            case "latest" -> blocks.size() - 1;
            case "finalized" -> {
                finalAsked.incrementAndGet();
                yield finalized;
            }
            default -> Integer.decode(number);
        };
        return height >= 0 && height < blocks.size() ? TestBlocks.blockJson(blocks.get(height)) : NullNode.instance;
    }

    private interface Shown {
        JsonNode json(Block block);
    }

    private JsonNode byHash(String hash, Shown shown) {
        return blocks.stream()
                .filter(block -> block.hash().toString().equals(hash))
                .findFirst()
                .map(shown::json)
                .orElse(NullNode.instance);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}

package io.meshplane.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Transaction;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real anvil on a port of its own, which mines when it is told to. */
record Anvil(Process process, Path log, URI url) implements AutoCloseable {
    private static final long GENESIS_SECONDS = 1_767_225_600L;
    private static final int BLOCK_SECONDS = 5;
    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:[0-9]+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Anvil start(long chainId) throws IOException {
        Path program = RealPartCondition.find("anvil", "MESHPLANE_ANVIL").orElseThrow();
        Path log = Files.createTempFile("anvil", ".log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        "0",
                        "--no-mining",
                        "--order",
                        "fifo",
                        "--timestamp",
                        Long.toString(GENESIS_SECONDS),
                        "--chain-id",
                        Long.toString(chainId))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        URI url = Await.value("anvil listens", Duration.ofSeconds(20), () -> {
            Matcher line = LISTENING.matcher(Files.readString(log));
            return line.find() ? URI.create("http://" + line.group(1)) : null;
        });
        return new Anvil(process, log, url);
    }

    void send(Transaction transaction) {
        call("eth_sendRawTransaction", transaction.encode().toHex());
    }

    /** Mines the block of this height at the time that every node gives it. */
    void mine(int height) {
        call("evm_mine", GENESIS_SECONDS + (long) BLOCK_SECONDS * height);
    }

    private void call(String method, Object... params) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        request.set("params", JSON.valueToTree(params));
        HttpRequest post = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        try {
            JsonNode response = JSON.readTree(
                    HTTP.send(post, HttpResponse.BodyHandlers.ofString()).body());
            if (response.hasNonNull("error")) throw new IllegalStateException(method + ": " + response.path("error"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

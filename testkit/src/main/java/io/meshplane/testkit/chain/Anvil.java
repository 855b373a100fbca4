package io.meshplane.testkit.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real anvil on a port of its own, which mines when it is told to. Anvils that get the same raw transactions in the same order,
 * and blocks at the same heights, have the same block hashes: chain id, genesis time and block times are given.
 */
public record Anvil(Process process, Path log, URI url) implements AutoCloseable {
    private static final long GENESIS_SECONDS = 1_767_225_600L;
    private static final int BLOCK_SECONDS = 5;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    /** The first blob takes seconds: anvil reads the setup of its proofs. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:[0-9]+)");

    /** Whether one can be started here. */
    public static boolean isHere() {
        return RealPartCondition.find("anvil", "MESHPLANE_ANVIL").isPresent();
    }

    /** @param options after those that make nodes agree, such as {@code --hardfork london} */
    public static Anvil start(long chainId, String... options) {
        try {
            Path log = Files.createTempFile("anvil", ".log");
            List<String> command = new ArrayList<>(List.of(
                    RealPartCondition.find("anvil", "MESHPLANE_ANVIL")
                            .orElseThrow()
                            .toString(),
                    "--port",
                    "0",
                    "--no-mining",
                    "--order",
                    "fifo",
                    "--timestamp",
                    Long.toString(GENESIS_SECONDS),
                    "--chain-id",
                    Long.toString(chainId)));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            URI url = Await.value("anvil listens", START_LIMIT, () -> {
                Matcher line = LISTENING.matcher(Files.readString(log));
                return line.find() ? URI.create("http://" + line.group(1)) : null;
            });
            return new Anvil(process, log, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a signed transaction, {@code 0x…}, into its mempool. */
    public void send(String rawTransaction) {
        call("eth_sendRawTransaction", rawTransaction);
    }

    /** Mines the block of this height at the time that every node gives it. */
    public void mine(long height) {
        call("evm_mine", GENESIS_SECONDS + BLOCK_SECONDS * height);
    }

    /** Replaces the newest blocks by as many empty ones; their transactions are gone, from the mempool too. */
    public void reorganise(int depth) {
        call("anvil_reorg", depth, List.of());
    }

    /** Height of its newest block. */
    public long height() {
        return Long.decode(call("eth_blockNumber").asText());
    }

    /** Its newest block's hash. */
    public String headHash() {
        return call("eth_getBlockByNumber", "latest", false).path("hash").asText();
    }

    /**
     * Asks it anything.
     *
     * @return the result, perhaps null in JSON
     * @throws NodeRpc.RefusedException if it answers with an error
     */
    public JsonNode call(String method, Object... params) {
        return new NodeRpc(url, CALL_LIMIT).call(method, params);
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

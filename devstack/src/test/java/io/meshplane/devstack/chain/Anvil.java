package io.meshplane.devstack.chain;

import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A real node, of the program anvil, on a free port of 127.0.0.1. It mines only when told to. */
final class Anvil implements AutoCloseable {
    static final String PROGRAM = "anvil";
    static final String ENV = "MESHPLANE_ANVIL";

    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final RpcClient client;

    private Anvil(Process process, RpcClient client) {
        this.process = process;
        this.client = client;
    }

    static Anvil start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(PROGRAM, ENV).orElseThrow().toString());
        command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--no-mining", "--order", "fifo"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(LISTENING)) {
                // keeps the pipe empty, or the process would stop at a full one
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                URI url = URI.create("http://" + line.substring(LISTENING.length()));
                return new Anvil(process, new RpcClient(url));
            }
        }
        throw new IOException("anvil ended: " + said);
    }

    RpcClient client() {
        return client;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

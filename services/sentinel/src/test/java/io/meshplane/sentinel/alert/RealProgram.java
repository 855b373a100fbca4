package io.meshplane.sentinel.alert;

import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real program with a configuration file and a port of its own, ended with the test. */
final class RealProgram implements AutoCloseable {
    private final Process process;
    private final int port;

    private RealProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param arguments {@code PORT} in them becomes the port, {@code FILE} the configuration */
    static RealProgram start(Path folder, String program, String config, String... arguments) throws IOException {
        Path file = folder.resolve("config.yml");
        Files.writeString(file, config);
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(program, "").orElseThrow().toString());
        for (String argument : arguments) {
            command.add(argument.replace("PORT", "" + port).replace("FILE", file.toString()));
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new RealProgram(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

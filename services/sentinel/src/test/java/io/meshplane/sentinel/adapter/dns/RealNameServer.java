package io.meshplane.sentinel.adapter.dns;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A real name server in a folder of its own, ended with the tests. */
final class RealNameServer implements AutoCloseable {
    private static final int PORT_TRIES = 5;
    private static final Duration READY_DEADLINE = Duration.ofSeconds(20);
    private static final String ZONE_FILE = """
        $ORIGIN mesh.test.
        $TTL 60
        @ SOA ns hostmaster 1 3600 600 86400 5
        @ NS ns
        ns A 127.0.0.1
        """;

    private final Process process;
    private final ServerUnderTest server;

    private RealNameServer(Process process, ServerUnderTest server) {
        this.process = process;
        this.server = server;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param env may name the program's path
     * @param config the text of its configuration, for a port; the zone file lies in the working folder
     * @param arguments after the program and before the configuration file
     */
    static RealNameServer start(
            Path folder, String program, String env, Function<Integer, String> config, String... arguments)
            throws IOException {
        Path file = folder.resolve("server.conf");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(file.toString());
        return start(file, program, env, config, all);
    }

    /**
     * The same.
     *
     * @param file where the program finds its configuration, in the working folder
     * @param arguments all of them
     */
    static RealNameServer start(
            Path file, String program, String env, Function<Integer, String> config, List<String> arguments)
            throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        Files.writeString(folder.resolve("mesh.test.zone"), ZONE_FILE);
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(program, env).orElseThrow().toString());
        command.addAll(arguments);
        for (int tries = 1; ; tries++) {
            int port = freePort(); // somebody may take it before the server does
            Files.writeString(file, config.apply(port));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
            ServerUnderTest server = new ServerUnderTest(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), ServerUnderTest.TEST_KEY);
            RealNameServer started = new RealNameServer(process, server);
            if (started.isReady(folder, tries < PORT_TRIES)) return started;
            started.close();
        }
    }

    private boolean isReady(Path folder, boolean mayEnd) {
        return Await.value("the name server answers", READY_DEADLINE, () -> {
            if (!process.isAlive()) {
                if (mayEnd) return false;
                throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
            }
            return server.read(ServerUnderTest.ZONE) instanceof ReadOutcome.Found ? true : null;
        });
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    ServerUnderTest server() {
        return server;
    }

    /** The key's secret alone. */
    static String secret() {
        return ServerUnderTest.TEST_KEY.substring(ServerUnderTest.TEST_KEY.lastIndexOf(':') + 1);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.meshplane.devstack.postgres;

import io.meshplane.devstack.file.Durable;
import io.meshplane.devstack.file.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL as a child process on 127.0.0.1: durable (fsync and synchronous commits are on), passwords only (SCRAM),
 * one database per service. The data is kept; a server that a killed predecessor left behind is ended first.
 */
public final class PostgresServer implements AutoCloseable {
    /** Owner of the databases; its password is the secret {@link #PASSWORD_SECRET}. */
    public static final String ROLE = "meshplane";

    public static final String PASSWORD_SECRET = "postgres.password";

    static final String ADMIN = "postgres";
    static final String ADMIN_PASSWORD_SECRET = "postgres-admin.password";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long LOG_LIMIT_BYTES = 8 << 20;

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "shared_buffers", "32MB",
            "jit", "off",
            "max_connections", "60",
            "timezone", "UTC");

    private final PostgresPrograms programs;
    private final Path data;
    private final Process process;
    private final int port;

    private PostgresServer(PostgresPrograms programs, Path data, Process process, int port) {
        this.programs = programs;
        this.data = data;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts and returns when the databases are there.
     *
     * @param folder the server's own folder: programs, data and log
     * @param port 0 for any free one
     * @param databases created where absent, never dropped
     */
    public static PostgresServer start(Path folder, int port, Secrets secrets, List<String> databases)
            throws Exception {
        Path root = folder.toAbsolutePath();
        PostgresPrograms programs = PostgresPrograms.in(PostgresBinaries.unpack(root));
        Path data = dataFolder(root);
        secrets.get(ADMIN_PASSWORD_SECRET, Secrets::random);
        Durable.makeFolder(data, empty -> initialise(programs, empty, secrets.path(ADMIN_PASSWORD_SECRET)));
        Postmaster.stop(programs, data);
        int realPort = port == 0 ? freePort() : port;
        Path log = root.resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) Files.delete(log);
        Process process = launch(programs, data, realPort, log);
        PostgresServer server = new PostgresServer(programs, data, process, realPort);
        try {
            server.awaitReady(log);
            Databases.ensure(realPort, secrets, databases);
            return server;
        } catch (Exception failure) {
            server.close();
            throw failure;
        }
    }

    /** Ends the server that a killed process left on this folder, so that its port is free again. */
    public static void endOrphan(Path folder) throws Exception {
        Path root = folder.toAbsolutePath();
        if (Postmaster.of(dataFolder(root)).isEmpty()) return;
        Postmaster.stop(PostgresPrograms.in(PostgresBinaries.unpack(root)), dataFolder(root));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Completes when the server is gone, whoever ended it. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Cuts off the clients and ends it. */
    @Override
    public void close() throws IOException {
        try {
            Postmaster.stop(programs, data);
            if (!process.waitFor(2, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path dataFolder(Path root) {
        return root.resolve("data");
    }

    private static void initialise(PostgresPrograms programs, Path empty, Path passwordFile)
            throws IOException, InterruptedException {
        // the builtin provider sorts alike on every system and needs no locale to be installed
        programs.run(
                START_LIMIT,
                "initdb",
                List.of(
                        "--pgdata=" + empty,
                        "--username=" + ADMIN,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"));
    }

    private static Process launch(PostgresPrograms programs, Path data, int port, Path log) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", String.valueOf(port)));
        SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return new ProcessBuilder(programs.command("postgres", arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_LIMIT);
        while (!Postmaster.isReady(data, process.pid())) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("PostgreSQL ended with " + process.exitValue() + ": " + lastLine(log));
            }
            if (Instant.now().isAfter(deadline)) throw new IOException("PostgreSQL was not ready in " + START_LIMIT);
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "no word in " + log : lines.getLast();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}

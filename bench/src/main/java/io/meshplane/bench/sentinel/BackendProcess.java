package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Readiness;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link Backend} in a process of its own. */
final class BackendProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int CONNECT_MS = 1_000;

    private final String name;
    private final Guard guard;
    private final int port;
    private final List<String> addresses;
    private Child child;

    private BackendProcess(String name, Guard guard, int port, List<String> addresses) throws IOException {
        this.name = name;
        this.guard = guard;
        this.port = port;
        this.addresses = List.copyOf(addresses);
        this.child = launch();
    }

    static BackendProcess start(String name, Guard guard, int port, List<String> addresses)
            throws IOException, InterruptedException, Unusable {
        BackendProcess backend = new BackendProcess(name, guard, port, addresses);
        backend.awaitServing();
        return backend;
    }

    private Child launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Programs.java(),
                "-Xmx32m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ownClasses(),
                Backend.class.getName(),
                Integer.toString(port)));
        command.addAll(addresses);
        return Child.start(name, command, Map.of(), guard);
    }

    /** This program's own jar or folder, wherever the process stands. */
    private static String ownClasses() {
        String classes = System.getProperty("java.class.path");
        return Arrays.stream(classes.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitServing() throws InterruptedException, Unusable {
        Readiness.await(child, START_LIMIT, () -> served() >= 0);
    }

    String address() {
        return addresses.getFirst();
    }

    /** Requests answered so far. */
    long served() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address()), port), CONNECT_MS);
            socket.setSoTimeout(CONNECT_MS);
            socket.getOutputStream().write("GET /served HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(answer.substring(answer.lastIndexOf('\n') + 1));
        }
    }

    void kill() throws InterruptedException {
        child.kill();
    }

    void startAgain() throws IOException, InterruptedException, Unusable {
        child = launch();
        awaitServing();
    }

    /** Its kernel goes on to take connections for it. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", which, Long.toString(child.pid())).start();
        if (kill.waitFor() != 0) throw new IOException("kill " + which + " failed");
    }

    @Override
    public void close() {
        child.close();
    }
}

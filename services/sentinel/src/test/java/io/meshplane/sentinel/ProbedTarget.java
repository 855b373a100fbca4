package io.meshplane.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port of this host that can be closed and opened again. */
final class ProbedTarget implements AutoCloseable {
    private ServerSocket socket = open(0);
    private final int port = socket.getLocalPort();

    int port() {
        return port;
    }

    void stop() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        socket = open(port);
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 100);
            Thread.ofVirtual().start(() -> hangUpOnEveryone(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hangUpOnEveryone(ServerSocket socket) {
        try {
            while (true) socket.accept().close();
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() {
        stop();
    }
}

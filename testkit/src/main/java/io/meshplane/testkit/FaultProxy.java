package io.meshplane.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP relay on 127.0.0.1 in front of a real part, with the faults of a network: connections cut by a reset, all of them refused,
 * or silence in which nothing is lost and nothing arrives.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int CONNECT_LIMIT_MILLIS = 5_000;

    private final int targetPort;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private volatile boolean down;
    private volatile boolean paused;
    private volatile Duration delay = Duration.ZERO;

    private FaultProxy(int targetPort, ServerSocket listener) {
        this.targetPort = targetPort;
        this.listener = listener;
    }

    /** Relays from a port of its own to a port on 127.0.0.1. */
    public static FaultProxy to(int targetPort) {
        try {
            FaultProxy proxy = new FaultProxy(targetPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Resets every connection; new ones are welcome. */
    public void cut() {
        for (Socket socket : sockets) reset(socket);
    }

    /** Resets every connection, and each new one at once, until {@link #restore}. */
    public void goDown() {
        down = true;
        cut();
    }

    /** Connections stay, and are accepted, but no byte passes until {@link #restore}. */
    public void pause() {
        paused = true;
    }

    /** Each piece of data is late by so much until {@link #restore}. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Ends every fault. */
    public void restore() {
        down = false;
        delay = Duration.ZERO;
        synchronized (gate) {
            paused = false;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                if (down) reset(client);
                else Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                if (!listener.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void relay(Socket client) {
        Socket server = new Socket();
        sockets.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), CONNECT_LIMIT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> copy(client, server));
            copy(server, client);
        } catch (IOException e) {
            reset(client);
            reset(server);
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, read);
            }
            end(from, to);
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    private void end(Socket from, Socket to) throws IOException {
        sockets.remove(from);
        sockets.remove(to);
        from.close();
        to.close();
    }

    private void awaitPassage() throws IOException {
        if (!delay.isZero()) LockSupport.parkNanos(delay.toNanos());
        try {
            synchronized (gate) {
                while (paused) gate.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void reset(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // a reset is all that was wanted
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restore();
        cut();
    }
}

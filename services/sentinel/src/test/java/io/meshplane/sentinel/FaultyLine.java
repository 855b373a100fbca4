package io.meshplane.sentinel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A TCP line to a server that can be cut, and can swallow answers. */
final class FaultyLine implements AutoCloseable {
    /** What the line does to connections made from now on. */
    enum Mode {
        CARRIES,
        /** Hangs up. */
        CUT,
        /** The server gets the next request, the client no answer to it. */
        SWALLOWS_ANSWERS
    }

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private volatile Mode mode = Mode.CARRIES;

    FaultyLine(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    void becomes(Mode next) {
        mode = next;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.CUT) client.close();
                else Thread.ofVirtual().start(() -> carry(client, new Socket()));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carry(Socket client, Socket upstream) {
        try (client;
                upstream) {
            upstream.connect(server);
            Thread.ofVirtual().start(() -> copy(client, upstream, false));
            copy(upstream, client, true);
        } catch (IOException e) {
            return; // the other side hears that it is closed
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[4096];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (mode == Mode.CUT || (answers && mode == Mode.SWALLOWS_ANSWERS)) return;
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            return; // closed from one side or the other
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

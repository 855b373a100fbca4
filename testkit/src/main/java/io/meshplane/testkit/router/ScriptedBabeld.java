package io.meshplane.testkit.router;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** babeld's local socket, for one who monitors it: says what it is told to say. */
final class ScriptedBabeld implements AutoCloseable {
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.13.1\nhost gw\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final int interfaces;
    private volatile @Nullable SocketChannel listener;

    ScriptedBabeld(Path socket, int interfaces) throws IOException {
        this.interfaces = interfaces;
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().name("babeld").start(this::accept);
    }

    /** Whether somebody listens. */
    boolean hears() {
        return listener != null;
    }

    /** Sends lines to who listens; who does not listen any more is forgotten. */
    void say(String text) {
        SocketChannel now = listener;
        if (now == null) return;
        try {
            send(now, text);
        } catch (IOException e) {
            listener = null;
        }
    }

    /** A line of a neighbour. */
    static String neighbour(String kind, long id, int peer, double metric, double rttMs) {
        return String.format(
                Locale.ROOT,
                "%s neighbour %x address fe80::%x if wg%d reach ffff ureach 0000 rxcost 96 txcost 96 rtt %.3f rttcost"
                        + " 0 cost %d%n",
                kind,
                id,
                id,
                peer,
                rttMs,
                (int) metric);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel agent = server.accept();
                send(agent, BANNER);
                ByteBuffer monitor = ByteBuffer.allocate(1);
                while (agent.read(monitor.clear()) > 0 && monitor.get(0) != '\n') {}
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < interfaces; i++) text.append("add interface wg" + i + " up true ipv6 fe80::1\n");
                send(agent, text.append("ok\n").toString());
                listener = agent;
            } catch (IOException e) {
                // the agent went, or this is closed
            }
        }
    }

    private static void send(SocketChannel to, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) to.write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
        SocketChannel now = listener;
        if (now != null) now.close();
    }
}

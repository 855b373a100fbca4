package io.meshplane.bench.sentinel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * A web server that answers 200 to everything, at many addresses of 127.0.0.0/8 and one port, in a process of its own so that it can
 * be killed or paused. Its counter is at {@code /served}.
 */
public final class Backend {
    private static final int BACKLOG = 1_024;
    private static final ByteBuffer OK = ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

    private final Selector selector = Selector.open();
    private final ByteBuffer request = ByteBuffer.allocateDirect(4_096);
    private long served;

    private Backend() throws IOException {}

    /**
     * Serves until it is ended.
     *
     * @param arguments port, then addresses
     */
    public static void main(String[] arguments) throws IOException {
        Backend backend = new Backend();
        for (int i = 1; i < arguments.length; i++) backend.listen(arguments[i], Integer.parseInt(arguments[0]));
        backend.serve();
    }

    private void listen(String address, int port) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    private void serve() throws IOException {
        while (true) {
            selector.select();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                SelectionKey key = keys.next();
                switch (key.channel()) {
                    case ServerSocketChannel door -> accept(door);
                    case SocketChannel client -> answer(client);
                    default -> throw new IllegalStateException("not a channel of ours");
                }
            }
        }
    }

    private void accept(ServerSocketChannel door) throws IOException {
        for (SocketChannel client = door.accept(); client != null; client = door.accept()) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
        }
    }

    /** A request of a probe fits into one segment. */
    private void answer(SocketChannel client) {
        try (client) {
            request.clear();
            if (client.read(request) <= 0) return;
            String head = StandardCharsets.US_ASCII.decode(request.flip()).toString();
            if (head.startsWith("GET /served ")) {
                String count = Long.toString(served);
                client.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + count.length() + "\r\n\r\n" + count));
                return;
            }
            served++;
            client.write(OK.duplicate());
        } catch (IOException gone) {
            return; // whoever asked has lost interest
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}

package io.meshplane.testkit.chain;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands on 127.0.0.1 in front of a full node, and fails as it is told while it runs. It understands JSON-RPC, so it can lie and
 * lag as well as hang. Behind it may be another node at any time.
 */
public final class RpcFaultProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final RpcRelay relay;
    private volatile ServerSocket listener;
    private volatile @Nullable Thread accepting;
    private volatile Optional<RpcFault> fault = Optional.empty();
    private volatile boolean closed;

    private RpcFaultProxy(URI node, ServerSocket listener) {
        this.relay = new RpcRelay(node, failures);
        this.listener = listener;
        this.port = listener.getLocalPort();
    }

    /** A proxy on a port of its own, without fault. */
    public static RpcFaultProxy before(URI node) {
        try {
            RpcFaultProxy proxy = new RpcFaultProxy(node, listen(0));
            proxy.acceptSoon();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Another node is behind it from now on. */
    public void forwardTo(URI node) {
        relay.forwardTo(node);
    }

    /** Fails like this from now on, whatever it did before. */
    public void fail(RpcFault next) {
        heal();
        fault = Optional.of(next);
        if (next instanceof RpcFault.Refuse) {
            shut();
            dropAll();
        }
    }

    /** Relays faithfully again; what hangs is dropped. */
    public void heal() {
        boolean refused = fault.filter(RpcFault.Refuse.class::isInstance).isPresent();
        fault = Optional.empty();
        dropAll();
        if (!refused) return;
        try {
            listener = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptSoon();
    }

    /** How many requests were answered falsely, or not at all; those that were refused a connection are not seen. */
    public long failures() {
        return failures.get();
    }

    /** How often each method was asked. */
    public Map<String, Long> asked() {
        Map<String, Long> counts = new TreeMap<>();
        asked.forEach((method, count) -> counts.put(method, count.get()));
        return counts;
    }

    private void acceptSoon() {
        ServerSocket open = listener;
        accepting = Thread.ofPlatform().daemon().name("rpc-fault-proxy").start(() -> accept(open));
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                Socket client = open.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!open.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            BufferedOutputStream out = new BufferedOutputStream(client.getOutputStream());
            for (byte[] body = RpcExchange.request(in); body != null && !closed; body = RpcExchange.request(in)) {
                RpcRequest request = RpcRequest.parse(body);
                asked.computeIfAbsent(request.method(), _ -> new AtomicLong()).incrementAndGet();
                if (!relay.serve(request, fault, client, out)) return;
            }
        } catch (IOException gone) {
            // a client that gives up, or a connection that heal() dropped
        } finally {
            sockets.remove(client);
        }
    }

    private void dropAll() {
        for (Socket socket : sockets) RpcRelay.reset(socket);
    }

    /** The port refuses from now on: that of a thread which is still accepting is closed only when the thread has noticed. */
    private void shut() {
        try {
            listener.close();
            Thread noticing = accepting;
            if (noticing != null) noticing.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        shut();
        dropAll();
        relay.close();
    }
}

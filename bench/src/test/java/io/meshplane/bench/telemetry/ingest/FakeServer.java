package io.meshplane.bench.telemetry.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes uploads and remembers them; answers as a test wants. */
final class FakeServer implements AutoCloseable {
    /** An upload as it came. */
    record Seen(String path, String authorization, String body) {}

    /** Says how an upload is answered. */
    interface Answers {
        int status(Seen upload);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> uploads = Collections.synchronizedList(new ArrayList<>());

    FakeServer(Answers answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Seen upload = new Seen(
                    exchange.getRequestURI().getPath(),
                    authorization == null ? "" : authorization,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int status = answers.status(upload);
            if (status / 100 == 2) uploads.add(upload);
            answer(exchange, status);
        });
        server.createContext("/metrics", exchange -> {
            byte[] page = ("# TYPE x counter\nfake_total{a=\"b\"} " + uploads.size()
                            + "\nfake_total{a=\"c\"} 0\nfake_totally 9\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 0); // chunked
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = status / 100 == 2 ? new byte[0] : ("no: " + status).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) exchange.getResponseBody().write(body);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Seen> uploads() {
        return List.copyOf(uploads);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

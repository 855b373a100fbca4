package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshplane.devstack.net.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A node's HTTP face. Only POST of {@code application/json} with a Host that means it is served, so that no web page
 * in a browser of this machine can reach it.
 */
final class NodeServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int MAX_REQUESTS_AT_ONCE = 1_024;

    /** A hung request is let go without an answer after this long: a client that waits longer waits for ever. */
    private static final Duration LONGEST_HANG = Duration.ofMinutes(10);

    private final HttpServer server;
    private final Reach reach;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MAX_REQUESTS_AT_ONCE);
    private final ChainDriver driver;
    private final DevNode node;
    private final RpcEndpoint endpoint;

    private NodeServer(HttpServer server, Reach reach, ChainDriver driver, DevNode node, InstantSource clock) {
        this.server = server;
        this.reach = reach;
        this.driver = driver;
        this.node = node;
        this.endpoint = new RpcEndpoint(driver, node, clock);
    }

    /** Binds and serves. Port 0 takes any free one. */
    static NodeServer start(Reach reach, int port, ChainDriver driver, DevNode node, InstantSource clock)
            throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(reach.bind(), port), 0);
        NodeServer server = new NodeServer(http, reach, driver, node, clock);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    URI url() {
        return URI.create(
                "http://" + reach.hostName() + ":" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean place = places.tryAcquire();
        try (exchange) {
            if (place) {
                serve(exchange);
            } else {
                send(exchange, 503, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (place) {
                places.release();
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Integer> refusal = refusal(exchange);
        if (refusal.isPresent()) {
            send(exchange, refusal.get(), null);
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            send(exchange, 413, null);
            return;
        }
        Optional<JsonNode> request = endpoint.parse(body);
        boolean control = request.map(endpoint::isControl).orElse(false);
        if (!control && failed(exchange)) {
            return;
        }
        JsonNode answer = request.isEmpty()
                ? RpcEndpoint.parseError()
                : endpoint.answer(request.get()).orElse(null);
        send(exchange, 200, answer == null ? null : endpoint.write(answer));
    }

    private Optional<Integer> refusal(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        if (!reach.isMeantBy(host)) {
            return Optional.of(403);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of(405);
        }
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        return type.toLowerCase(Locale.ROOT).startsWith("application/json") ? Optional.empty() : Optional.of(415);
    }

    private record Trouble(
            Optional<CompletableFuture<Void>> hang, Optional<Duration> delay, Optional<Integer> status) {}

    /** Plays the faults that need no JSON; true if there is nothing left to answer. */
    private boolean failed(HttpExchange exchange) throws IOException, InterruptedException {
        Trouble trouble = trouble();
        if (trouble.hang().isPresent()) {
            hang(trouble.hang().get());
            return true;
        }
        if (trouble.delay().isPresent()) {
            Thread.sleep(trouble.delay().get());
        }
        if (trouble.status().isPresent()) {
            send(exchange, trouble.status().get(), null);
        }
        return trouble.status().isPresent();
    }

    private Trouble trouble() throws IOException {
        try {
            return driver.exclusively(() -> new Trouble(
                    node.fault(Fault.Hang.class).map(hang -> node.hangReleased()),
                    node.fault(Fault.Slow.class).map(Fault.Slow::delay),
                    node.fault(Fault.HttpError.class).map(Fault.HttpError::status)));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void hang(CompletableFuture<Void> released) throws InterruptedException {
        try {
            released.get(LONGEST_HANG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException longEnough) {
            // the connection is closed without an answer either way
        }
    }

    private static void send(HttpExchange exchange, int status, byte @Nullable [] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

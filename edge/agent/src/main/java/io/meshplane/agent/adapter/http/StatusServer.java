package io.meshplane.agent.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The agent's own page, on the loopback address only: {@code GET /status} and {@code GET /health}. */
public final class StatusServer {
    private final HttpServer server;

    private StatusServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 = any free one
     * @param healthy answers 200 while it is true, else 503
     */
    public static Future<StatusServer> listen(
            Vertx vertx, int port, Supplier<JsonObject> status, BooleanSupplier healthy) {
        HttpServerOptions options =
                new HttpServerOptions().setHost("127.0.0.1").setPort(port).setIdleTimeout(30);
        return vertx.createHttpServer(options)
                .requestHandler(request -> answer(request, status, healthy))
                .listen()
                .map(StatusServer::new);
    }

    public int port() {
        return server.actualPort();
    }

    private static void answer(HttpServerRequest request, Supplier<JsonObject> status, BooleanSupplier healthy) {
        var response = request.response().putHeader("Content-Type", "application/json");
        switch (String.valueOf(request.path())) {
            case "/status" -> response.end(status.get().encode());
            case "/health" -> {
                boolean up = healthy.getAsBoolean();
                response.setStatusCode(up ? 200 : 503)
                        .end(new JsonObject().put("status", up ? "UP" : "DOWN").encode());
            }
            default ->
                response.setStatusCode(404)
                        .putHeader("Content-Type", "application/problem+json")
                        .end(new JsonObject()
                                .put("status", 404)
                                .put("title", "Not Found")
                                .encode());
        }
    }
}

package io.meshplane.agent.adapter.http;

import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks route-service what it wants of this node's babeld: {@code GET /v1/babel-settings}, signed. */
public final class RouteServiceClient {
    private static final String PATH = "/v1/babel-settings";
    private static final byte[] NO_BODY = new byte[0];
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private final HttpClientAgent client;
    private final Destination service;
    private final long deadlineMs;
    private final InstantSource clock;

    /**
     * A client with one connection.
     *
     * @param base URL of route-service
     * @param authorities PEM file of those that may vouch for it; null = the JVM's
     * @param deadlineMs for a whole exchange, look-up of the name included
     */
    public RouteServiceClient(Vertx vertx, URI base, @Nullable Path authorities, long deadlineMs, InstantSource clock) {
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) deadlineMs)
                        .setMaxHeaderSize(16 << 10)
                        .setTrustOptions(Authorities.of(authorities)))
                .with(new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1))
                .build();
        this.service = new Destination(vertx, base);
        this.deadlineMs = deadlineMs;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param known settings that this node has already
     * @return the settings, those that are known if they are still wanted; fails if no answer comes in time, or none that is the service's
     */
    public Future<BabelSettings> settings(NodeKey key, NodeId node, BabelSettings known) {
        return service.request(HttpMethod.GET, PATH)
                .compose(options -> exchange(signed(options, key, node, known), known))
                .timeout(2 * deadlineMs, TimeUnit.MILLISECONDS);
    }

    private Future<BabelSettings> exchange(RequestOptions options, BabelSettings known) {
        return client.request(options)
                .onFailure(_ -> service.doubt())
                .compose(request -> request.send()
                        .compose(response -> read(request, response, known))
                        .timeout(deadlineMs, TimeUnit.MILLISECONDS)
                        .onFailure(_ -> request.reset())); // frees the connection
    }

    /** Ends the connection. */
    public Future<Void> close() {
        return client.close();
    }

    private RequestOptions signed(RequestOptions options, NodeKey key, NodeId node, BabelSettings known) {
        options.putHeader("Accept", "application/json, application/problem+json");
        if (!known.version().isEmpty()) options.putHeader("If-None-Match", known.version());
        RequestSignature.sign(key, node, "GET", options.getURI(), "", NO_BODY, clock.instant())
                .forEach(options::putHeader);
        return options;
    }

    private static Future<BabelSettings> read(
            HttpClientRequest request, HttpClientResponse response, BabelSettings known) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > ANSWER_BYTES_MAX) {
                request.reset(0, new IOException("an answer of more than " + ANSWER_BYTES_MAX + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        return response.end().compose(_ -> switch (response.statusCode()) {
            case 200 -> settings(response.getHeader("ETag"), body);
            case 304 -> Future.succeededFuture(known);
            default -> Future.failedFuture(new IOException("status " + response.statusCode()));
        });
    }

    private static Future<BabelSettings> settings(@Nullable String tag, Buffer body) {
        try {
            return Future.succeededFuture(SettingsForm.read(tag, body));
        } catch (IllegalArgumentException e) { // a captive portal's page, or a service of another version
            return Future.failedFuture(new IOException("an answer that makes no sense: " + e.getMessage(), e));
        }
    }
}

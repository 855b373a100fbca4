package io.meshplane.agent.adapter.http;

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
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The agent's calls to registry and telemetry-ingest: signed, with one deadline over
 * name look-up and connect, and one over sending and the whole answer. */
public final class ControlPlane {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final String JSON_OR_PROBLEM = "application/json, application/problem+json";
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpClientAgent client;
    private final Destination registry;
    private final Destination ingest;
    private final long deadlineMs;
    private final InstantSource clock;

    /**
     * What came back.
     *
     * @param contentType that header, as it came
     * @param retryAfter that header, as it came
     * @param body at most 64 KiB
     */
    public record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            Buffer body) {
        /** Whether the body says that it is an RFC 9457 problem. */
        public boolean isProblem() {
            return contentType != null
                    && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/problem+json");
        }

        /** The detail of an RFC 9457 problem, behind the field that it is about, for a log line; empty if there is none. */
        public String detail() {
            String detail = isProblem() ? text("detail") : null;
            if (detail == null) return "";
            String field = text("field");
            return field == null ? detail : field + " " + detail;
        }

        /** The sequence that telemetry-ingest took, a decimal string; null if the body is not its answer. */
        public @Nullable String accepted() {
            return text("accepted");
        }

        private @Nullable String text(String field) {
            try {
                return new JsonObject(body).getValue(field) instanceof String text ? text : null;
            } catch (RuntimeException e) { // not JSON
                return null;
            }
        }
    }

    /**
     * A client for one process.
     *
     * @param authorities PEM file of those that may vouch for the servers; null = the JVM's
     * @param maxConnections to each of the two services
     */
    public ControlPlane(
            Vertx vertx,
            URI registry,
            URI ingest,
            @Nullable Path authorities,
            int maxConnections,
            long deadlineMs,
            InstantSource clock) {
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAliveTimeout(60)
                        .setMaxHeaderSize(16 * 1024)
                        .setTrustOptions(Authorities.of(authorities)))
                .with(new PoolOptions().setHttp1MaxSize(maxConnections).setMaxWaitQueueSize(4 * maxConnections))
                .build();
        this.registry = new Destination(vertx, registry);
        this.ingest = new Destination(vertx, ingest);
        this.deadlineMs = deadlineMs;
        this.clock = clock;
    }

    /**
     * What the registry is told of a node that asks to join.
     *
     * @param paymentSignature the wallet's; with an address only
     */
    public record Application(
            String token,
            String name,
            @Nullable String paymentAddress,
            @Nullable String paymentSignature) {}

    /** Asks the registry to take this node; fails if no answer comes. */
    public Future<Answer> enrol(NodeKey key, NodeId keyId, Application application) {
        Buffer body = new JsonObject()
                .put("token", application.token())
                .put("name", application.name())
                .put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey()))
                .put("paymentAddress", application.paymentAddress())
                .put("paymentSignature", application.paymentSignature())
                .toBuffer();
        return post(registry, "/v1/enrolments", "application/json", key, keyId, body);
    }

    /** Uploads an encoded batch; fails if no answer comes. */
    public Future<Answer> upload(NodeKey key, NodeId keyId, byte[] batch) {
        return post(ingest, "/v1/batches", "application/vnd.meshplane.batch", key, keyId, Buffer.buffer(batch));
    }

    /** Asks the registry what it tells everybody; fails if no answer comes. */
    Future<Answer> ask(String path) {
        return registry.request(HttpMethod.GET, path).compose(options -> {
            options.setConnectTimeout(deadlineMs).putHeader("Accept", JSON_OR_PROBLEM);
            return exchange(registry, options, Buffer.buffer());
        });
    }

    /**
     * Asks the registry something, signed; fails if no answer comes.
     *
     * @param query without the question mark
     */
    Future<Answer> askRegistry(String path, String query, NodeKey key, NodeId keyId) {
        return registry.request(HttpMethod.GET, path).compose(options -> {
            options.setConnectTimeout(deadlineMs).putHeader("Accept", JSON_OR_PROBLEM);
            RequestSignature.sign(key, keyId, "GET", options.getURI(), query, new byte[0], clock.instant())
                    .forEach(options::putHeader);
            return exchange(registry, options.setURI(options.getURI() + "?" + query), Buffer.buffer());
        });
    }

    /** Tells the registry something in JSON, signed; fails if no answer comes. */
    Future<Answer> tellRegistry(HttpMethod method, String path, NodeKey key, NodeId keyId, Buffer json) {
        return send(registry, method, path, "application/json", key, keyId, json);
    }

    /** Ends all connections. */
    public Future<Void> close() {
        return client.close();
    }

    private Future<Answer> post(Destination service, String path, String type, NodeKey key, NodeId keyId, Buffer body) {
        return send(service, HttpMethod.POST, path, type, key, keyId, body);
    }

    private Future<Answer> send(
            Destination service, HttpMethod method, String path, String type, NodeKey key, NodeId keyId, Buffer body) {
        return service.request(method, path).compose(options -> {
            options.setConnectTimeout(deadlineMs).putHeader("Content-Type", type);
            options.putHeader("Accept", JSON_OR_PROBLEM);
            RequestSignature.sign(key, keyId, method.name(), options.getURI(), "", body.getBytes(), clock.instant())
                    .forEach(options::putHeader);
            return exchange(service, options, body);
        });
    }

    private Future<Answer> exchange(Destination service, RequestOptions options, Buffer body) {
        return client.request(options)
                .onFailure(_ -> service.doubt())
                .compose(request -> request.send(body)
                        .compose(response -> bounded(request, response))
                        .timeout(deadlineMs, TimeUnit.MILLISECONDS)
                        .onFailure(_ -> request.reset())); // frees the connection
    }

    private static Future<Answer> bounded(HttpClientRequest request, HttpClientResponse response) {
        Buffer collected = Buffer.buffer();
        response.handler(chunk -> {
            if (collected.length() + chunk.length() > MAX_ANSWER_BYTES) {
                request.reset(0, new IOException("answer larger than " + MAX_ANSWER_BYTES + " bytes"));
            } else {
                collected.appendBuffer(chunk);
            }
        });
        return response.end()
                .map(_ -> new Answer(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        response.getHeader("Retry-After"),
                        collected));
    }
}

package io.meshplane.agent.adapter.http;

import io.meshplane.agent.domain.AnswerRules;
import io.meshplane.agent.domain.shipping.Outcome;
import io.meshplane.agent.domain.shipping.ReplyRules;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * telemetry-ingest's native door, for format 2. A node signs in once ({@code POST /v1/telemetry/sessions}, RFC 9421) and then
 * uploads over a kept connection with a short token; every byte counts there, so a request has the headers that it needs and no
 * others. Deadlines: name look-up, connect, TLS, and one over request and answer that grows with the body.
 */
public final class Ingest {
    private static final int CONNECT_MS = 5_000;
    private static final int TLS_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 1_800;
    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    /** Slowest uplink that is waited for. */
    private static final int BYTES_PER_MS = 1;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{8,256}");

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Destination service;
    private final long deadlineMs;
    private final InstantSource clock;

    /**
     * How an upload ended.
     *
     * @param retryAfter wait that was asked for
     * @param error what went wrong, in words; empty if nothing did
     * @param answered anything came back: the path works
     */
    public record Reply(Outcome outcome, Duration retryAfter, String error, boolean answered) {}

    private record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String accepted,
            Buffer body) {
        /** The problem's type; null if the body is none. */
        @Nullable String problem() {
            if (contentType == null) return null;
            String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!type.equals("application/problem+json")) return null;
            String named = text("type");
            return named == null ? "about:blank" : named;
        }

        @Nullable String text(String field) {
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
     * @param authorities PEM file of those that may vouch for the server; null = the JVM's
     * @param maxConnections at once; two lanes of one node need two while a backlog drains, and one else
     */
    public Ingest(
            Vertx vertx,
            URI base,
            @Nullable Path authorities,
            int maxConnections,
            long deadlineMs,
            InstantSource clock) {
        this(vertx, base, authorities, maxConnections, deadlineMs, clock, InetAddress::getByName);
    }

    Ingest(
            Vertx vertx,
            URI base,
            @Nullable Path authorities,
            int maxConnections,
            long deadlineMs,
            InstantSource clock,
            HostAddresses.Resolver resolver) {
        this.vertx = vertx;
        Destination door = new Destination(vertx, base, resolver);
        this.service = door;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MS)
                        .setSslHandshakeTimeout(TLS_SECONDS)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setMaxHeaderSize(8 * 1024)
                        .setTrustOptions(Authorities.of(authorities)))
                .with(new PoolOptions().setHttp1MaxSize(maxConnections).setMaxWaitQueueSize(4 * maxConnections))
                .withConnectHandler(made -> made.closeHandler(_ -> door.doubt()))
                .build();
        this.deadlineMs = deadlineMs;
        this.clock = clock;
    }

    /** A session of a node, not signed in yet. */
    public Session session(NodeKey key, NodeId node) {
        return new Session(key, node);
    }

    /** Where uploads go to, for a probe of the path; fails if that was never known. */
    public Future<SocketAddress> address() {
        return service.address();
    }

    /** Ends all connections. */
    public Future<Void> close() {
        return client.close();
    }

    /** Uploads of one node. Used on one context. */
    public final class Session {
        private final NodeKey key;
        private final NodeId node;
        private @Nullable String token;
        private @Nullable Future<String> signingIn;

        private Session(NodeKey key, NodeId node) {
            this.key = key;
            this.node = node;
        }

        /** Uploads a batch; signs in before where that is needed. Never fails: no answer is a reply, too. */
        public Future<Reply> upload(byte[] batch, long bootId, long sequence) {
            String known = token;
            Future<Answer> answer = known == null ? signIn().compose(given -> post(batch, given)) : post(batch, known);
            return answer.compose(
                            first -> isUnknown(first) ? again(first, known, batch) : Future.succeededFuture(first))
                    .map(last -> reply(last, bootId, sequence))
                    .otherwise(Session::silence);
        }

        /** Once only: a token that is unknown as soon as it is given is none. */
        private Future<Answer> again(Answer first, @Nullable String used, byte[] batch) {
            if (used != null && used.equals(token)) token = null;
            String other = token;
            if (used == null) {
                token = null;
                return Future.succeededFuture(first);
            }
            return other == null ? signIn().compose(given -> post(batch, given)) : post(batch, other);
        }

        private boolean isUnknown(Answer answer) {
            return answer.status() == 401 && ReplyRules.SESSION_UNKNOWN.equals(answer.problem());
        }

        /** Both lanes may need it at once: they wait for the same token. */
        private Future<String> signIn() {
            Future<String> underWay = signingIn;
            if (underWay != null) return underWay;
            Future<String> started = askForToken();
            signingIn = started;
            started.onComplete(_ -> signingIn = null);
            return started;
        }

        private Future<String> askForToken() {
            return options("/v1/telemetry/sessions").compose(options -> {
                RequestSignature.sign(key, node, "POST", options.getURI(), "", new byte[0], clock.instant())
                        .forEach(options::putHeader);
                return exchange(options, Buffer.buffer()).map(this::signedIn).compose(Ingest.this::afterwards);
            });
        }

        private String signedIn(Answer answer) {
            String given = answer.status() < 300 ? answer.text("token") : null;
            if (given == null || !TOKEN.matcher(given).matches()) throw new NoSession(words(answer), askedWait(answer));
            token = given;
            return given;
        }

        private Future<Answer> post(byte[] batch, String session) {
            return options("/v1/telemetry").compose(options -> {
                options.putHeader("authorization", "Session " + session);
                options.putHeader("content-type", "application/vnd.meshplane.batch");
                return exchange(options, Buffer.buffer(batch));
            });
        }

        private Reply reply(Answer answer, long bootId, long sequence) {
            Outcome outcome =
                    ReplyRules.outcome(answer.status(), answer.problem(), answer.accepted(), bootId, sequence);
            return new Reply(outcome, askedWait(answer), outcome == Outcome.TAKEN ? "" : words(answer), true);
        }

        private static Reply silence(Throwable cause) {
            if (cause instanceof NoSession refused) {
                return new Reply(Outcome.LATER, refused.retryAfter, String.valueOf(refused.getMessage()), true);
            }
            return new Reply(Outcome.LATER, Duration.ZERO, "no answer: " + cause.getMessage(), false);
        }
    }

    /** The node could not sign in. */
    private static final class NoSession extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        NoSession(String why, Duration retryAfter) {
            super("no session: " + why, null, false, false);
            this.retryAfter = retryAfter;
        }
    }

    private Duration askedWait(Answer answer) {
        return AnswerRules.retryAfter(answer.retryAfter(), clock.instant());
    }

    private static String words(Answer answer) {
        if (answer.problem() == null) return answer.status() + " not telemetry-ingest's answer";
        String detail = answer.text("detail");
        return detail == null ? String.valueOf(answer.status()) : answer.status() + " " + detail;
    }

    /** When the connection of the exchange before is free again: what follows goes over the same one. */
    private <T> Future<T> afterwards(T value) {
        Promise<T> later = Promise.promise();
        vertx.runOnContext(_ -> later.complete(value));
        return later.future();
    }

    private Future<RequestOptions> options(String path) {
        return service.request(HttpMethod.POST, path)
                .map(options -> options.setConnectTimeout(CONNECT_MS + TLS_SECONDS * 1_000L));
    }

    private Future<Answer> exchange(RequestOptions options, Buffer body) {
        long limitMs = deadlineMs + body.length() / BYTES_PER_MS;
        return client.request(options)
                .onFailure(_ -> service.doubt())
                .compose(request -> request.send(body)
                        .compose(response -> bounded(request, response))
                        .timeout(limitMs, TimeUnit.MILLISECONDS)
                        .onFailure(_ -> request.reset())); // ends the connection: it may be dead without a word
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
                        response.getHeader("Accepted"),
                        collected));
    }
}

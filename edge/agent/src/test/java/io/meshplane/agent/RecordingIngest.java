package io.meshplane.agent;

import io.meshplane.agent.domain.shipping.ReplyRules;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck;
import io.meshplane.contracts.signature.SignatureCheck.Result;
import io.meshplane.contracts.signature.SignatureCheck.SignedRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The native door of telemetry-ingest: sessions, batches of format 2, de-duplication; fails as a test tells it to. */
final class RecordingIngest {
    /** In {@link #nextUploads}: takes the batch, but cuts the connection instead of answering. */
    static final int LOSE_THE_ANSWER = -1;

    /** In {@link #nextUploads} and {@link #uploadStatus}: never answers. */
    static final int SILENCE = -2;

    /** In {@link #nextUploads}: forgets the codec state before it decodes. */
    static final int FORGET_STATE = -3;

    /** In {@link #uploadStatus}: a captive portal answers in its stead, with 200 and a page. */
    static final int CAPTIVE_PORTAL = -4;

    /** Batches in the order in which they first came. */
    final List<ReceivedBatch> batches = new CopyOnWriteArrayList<>();

    /** What was wrong with a request; empty in every good test. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Status of the next uploads, then {@link #uploadStatus}. */
    final Queue<Integer> nextUploads = new ConcurrentLinkedQueue<>();

    final AtomicInteger signIns = new AtomicInteger();
    final AtomicInteger uploads = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();
    final AtomicInteger stateMissing = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger largestHead = new AtomicInteger();

    /** By which signatures are judged. */
    volatile InstantSource clock = InstantSource.system();

    volatile int uploadStatus = 204;
    volatile double loseRequest;
    volatile double loseAnswer;

    final AtomicLong bodyBytes = new AtomicLong();

    /** Hears of each batch when it first comes. */
    volatile Consumer<ReceivedBatch> listener = _ -> {};

    private final Map<String, byte[]> keys;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, BatchReceiver> receivers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** @param keys public keys by node id */
    RecordingIngest(Vertx vertx, Map<String, byte[]> keys) {
        this(
                vertx,
                keys,
                new HttpServerOptions().setIdleTimeout(600).setHost("127.0.0.1").setPort(0));
    }

    RecordingIngest(Vertx vertx, Map<String, byte[]> keys, HttpServerOptions options) {
        this.keys = keys;
        server = vertx.createHttpServer(options)
                .connectionHandler(_ -> connections.incrementAndGet())
                .requestHandler(request -> request.body().onSuccess(body -> route(request, body)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void forgetSessions() {
        sessions.clear();
    }

    private void route(HttpServerRequest request, Buffer body) {
        switch (request.method() + " " + request.path()) {
            case "POST /v1/telemetry/sessions" -> signIn(request, body);
            case "POST /v1/telemetry" -> upload(request, body);
            default -> {
                complaints.add("unknown " + request.method() + " " + request.path());
                request.response().setStatusCode(404).end();
            }
        }
    }

    private void signIn(HttpServerRequest request, Buffer body) {
        SignedRequest signed = new SignedRequest(
                "POST",
                String.valueOf(request.path()),
                "",
                body.getBytes(),
                request.getHeader("Signature-Input"),
                request.getHeader("Signature"),
                request.getHeader("Content-Digest"));
        Result result = SignatureCheck.check(signed, id -> keys.get(id.value()), clock.instant());
        if (!(result instanceof Result.Signed(NodeId node))) {
            problem(request, 401, "about:blank");
            return;
        }
        signIns.incrementAndGet();
        String token = "t%016x".formatted(ThreadLocalRandom.current().nextLong());
        sessions.put(token, node.value());
        request.response()
                .setStatusCode(201)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("token", token).toBuffer());
    }

    private void upload(HttpServerRequest request, Buffer body) {
        if (ThreadLocalRandom.current().nextDouble() < loseRequest) {
            request.connection().close();
            return;
        }
        uploads.incrementAndGet();
        bodyBytes.addAndGet(body.length());
        int head = request.uri().length()
                + request.headers().entries().stream()
                        .mapToInt(one -> one.getKey().length() + one.getValue().length() + 4)
                        .sum();
        largestHead.accumulateAndGet(head, Math::max);
        Integer next = nextUploads.poll();
        int status = next == null ? uploadStatus : next;
        if (status == SILENCE) return;
        String token = String.valueOf(request.getHeader("Authorization")).replace("Session ", "");
        String node = sessions.get(token);
        if (node == null) {
            problem(request, 401, ReplyRules.SESSION_UNKNOWN);
        } else if (status == CAPTIVE_PORTAL) {
            request.response().putHeader("Content-Type", "text/html").end("<html>please sign in</html>");
        } else if (status >= 300) {
            problem(request, status, "about:blank");
        } else {
            decode(request, node, body.getBytes(), status);
        }
    }

    private synchronized void decode(HttpServerRequest request, String node, byte[] body, int status) {
        BatchReceiver receiver = receivers.computeIfAbsent(node, _ -> new BatchReceiver());
        if (status == FORGET_STATE) receiver.forget();
        switch (receiver.receive(node, body)) {
            case BatchReceiver.Fresh(ReceivedBatch batch) -> take(request, batch, status);
            case BatchReceiver.StateMissing _ -> {
                stateMissing.incrementAndGet();
                problem(request, 409, ReplyRules.STATE_MISSING);
            }
            case BatchReceiver.Repeated(String name) -> {
                repeated.incrementAndGet();
                answer(request, name);
            }
            case BatchReceiver.Wrong(String why) -> {
                complaints.add(why);
                problem(request, 400, "about:blank");
            }
        }
    }

    private void take(HttpServerRequest request, ReceivedBatch batch, int status) {
        if (!taken.add(batch.node() + batch.name())) complaints.add("twice: " + batch.name());
        batches.add(batch);
        listener.accept(batch);
        if (status == LOSE_THE_ANSWER || ThreadLocalRandom.current().nextDouble() < loseAnswer) {
            request.connection().close();
            return;
        }
        answer(request, batch.name());
    }

    private static void answer(HttpServerRequest request, String name) {
        request.response().setStatusCode(204).putHeader("Accepted", name).end();
    }

    private static void problem(HttpServerRequest request, int status, String type) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Retry-After", "0")
                .end(new JsonObject()
                        .put("type", type)
                        .put("detail", "the test wants " + status)
                        .toBuffer());
    }
}

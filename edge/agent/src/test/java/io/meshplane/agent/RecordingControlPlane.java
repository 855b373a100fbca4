package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck;
import io.meshplane.contracts.signature.SignatureCheck.Result;
import io.meshplane.contracts.signature.SignatureCheck.SignedRequest;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchDecoder;
import io.meshplane.telemetry.codec.Decoded;
import io.meshplane.telemetry.codec.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Registry and telemetry-ingest in one small server: checks signatures, decodes, records, and fails as a test tells it to. */
final class RecordingControlPlane {
    /** In {@link #nextUploads}: takes the batch, but cuts the connection instead of answering. */
    static final int LOSE_THE_ANSWER = -1;

    /** In {@link #uploadStatus} and {@link #nextEnrolments}: a captive portal answers in its stead, with 200 and a page. */
    static final int CAPTIVE_PORTAL = -2;

    /** In {@link #nextEnrolments}: a captive portal answers in its stead, with 403 and a page. */
    static final int REFUSING_PORTAL = -3;

    /** In {@link #nextEnrolments}: the answer is for another node. */
    static final int ANOTHER_NODE = -4;

    /** Public keys of the nodes that enrolled, by their id. */
    final Map<String, byte[]> keys = new ConcurrentHashMap<>();

    /** Bodies of enrolments, in the order in which they came. */
    final List<JsonObject> enrolments = new CopyOnWriteArrayList<>();

    /** Batches that were taken, lost answers included. */
    final List<Batch> batches = new CopyOnWriteArrayList<>();

    /** What was wrong with a request; empty in every good test. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Status of the next enrolments, then 201. */
    final Queue<Integer> nextEnrolments = new ConcurrentLinkedQueue<>();

    /** Status of the next uploads, then {@link #uploadStatus}. */
    final Queue<Integer> nextUploads = new ConcurrentLinkedQueue<>();

    volatile int uploadStatus = 202;

    private final HttpServer server;

    RecordingControlPlane(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> route(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Sequences of the batches of a boot, in the order in which they came. */
    List<Long> sequences(long bootId) {
        return batches.stream()
                .filter(batch -> batch.bootId() == bootId)
                .map(Batch::sequence)
                .toList();
    }

    private void route(HttpServerRequest request, Buffer body) {
        switch (request.method() + " " + request.path()) {
            case "POST /v1/enrolments" -> enrol(request, body);
            case "POST /v1/batches" -> upload(request, body);
            default -> {
                complaints.add("unknown " + request.method() + " " + request.path());
                request.response().setStatusCode(404).end();
            }
        }
    }

    private void enrol(HttpServerRequest request, Buffer body) {
        JsonObject json = body.toJsonObject();
        byte[] key = Base64.getUrlDecoder().decode(json.getString("publicKey"));
        NodeId id = NodeId.ofPublicKey(key);
        keys.put(id.value(), key);
        requireSignature(request, body);
        enrolments.add(json);
        Integer next = nextEnrolments.poll();
        int status = next == null ? 201 : next;
        switch (status) {
            case CAPTIVE_PORTAL -> page(request.response(), 200);
            case REFUSING_PORTAL -> page(request.response(), 403);
            case ANOTHER_NODE -> enrolled(request.response(), 201, NodeId.ofPublicKey(new byte[32]));
            default -> {
                if (status >= 300) problem(request.response(), status);
                else enrolled(request.response(), status, id);
            }
        }
    }

    private static void enrolled(HttpServerResponse response, int status, NodeId id) {
        response.setStatusCode(status)
                .end(new JsonObject()
                        .put("nodeId", id.value())
                        .put("networkId", "test")
                        .put("role", "RELAY")
                        .toBuffer());
    }

    private static void page(HttpServerResponse response, int status) {
        response.setStatusCode(status).putHeader("Content-Type", "text/html").end("<html>please sign in</html>");
    }

    private void upload(HttpServerRequest request, Buffer body) {
        requireSignature(request, body);
        if (!"application/vnd.meshplane.batch".equals(request.getHeader("Content-Type"))) {
            complaints.add("wrong content type");
        }
        Integer next = nextUploads.poll();
        int status = next == null ? uploadStatus : next;
        if (status >= 300) {
            problem(request.response(), status);
            return;
        }
        if (status == CAPTIVE_PORTAL) {
            page(request.response(), 200);
            return;
        }
        switch (BatchDecoder.decode(body.getBytes(), Limits.DEFAULT)) {
            case Decoded.Accepted(Batch batch) -> take(request, status, batch);
            case Decoded.Refused no -> {
                complaints.add(no.toString());
                problem(request.response(), 422);
            }
        }
    }

    private void take(HttpServerRequest request, int status, Batch batch) {
        batches.add(batch);
        if (status == LOSE_THE_ANSWER) {
            request.connection().close();
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("accepted", Long.toString(batch.sequence()))
                        .toBuffer());
    }

    private void requireSignature(HttpServerRequest request, Buffer body) {
        SignedRequest signed = new SignedRequest(
                request.method().name(),
                String.valueOf(request.path()),
                request.query() == null ? "" : request.query(),
                body.getBytes(),
                request.getHeader("Signature-Input"),
                request.getHeader("Signature"),
                request.getHeader("Content-Digest"));
        Result result = SignatureCheck.check(signed, id -> keys.get(id.value()), Instant.now());
        if (!(result instanceof Result.Signed)) complaints.add(request.path() + " " + result);
    }

    private static void problem(HttpServerResponse response, int status) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Retry-After", "0")
                .end(new JsonObject().put("detail", "the test wants " + status).toBuffer());
    }
}

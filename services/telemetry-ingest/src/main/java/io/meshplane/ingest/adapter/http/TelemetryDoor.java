package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.Sessions;
import io.meshplane.ingest.UploadFlow;
import io.meshplane.ingest.UploadFlow.Outcome;
import io.meshplane.ingest.UploadMeters;
import io.meshplane.ingest.UploadWorkers;
import io.meshplane.platform.http.BodyAdmission;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Where agents upload: {@code POST /v1/telemetry}, a message of format 2 under a session or a signature. A filter that comes right
 * after the admission of bodies: a small upload costs less than the framework's way to a route, with an operator's token to look for
 * (docs/decisions/0009).
 */
@Singleton
public class TelemetryDoor {
    private static final String PATH = "/v1/telemetry";
    private static final int AFTER_ADMISSION = BodyAdmission.BEFORE_THE_FRAMEWORK - 1;
    private static final String MEDIA_TYPE = "application/vnd.meshplane.batch";
    private static final String SESSION = "Session";
    private static final CharSequence ACCEPTED = HttpHeaders.createOptimized("Accepted");

    private final UploadFlow flow;
    private final UploadWorkers workers;
    private final UploadMeters meters;
    private final Sessions sessions;
    private final NodeDirectory nodes;

    TelemetryDoor(UploadFlow flow, UploadWorkers workers, UploadMeters meters, Sessions sessions, NodeDirectory nodes) {
        this.flow = flow;
        this.workers = workers;
        this.meters = meters;
        this.sessions = sessions;
        this.nodes = nodes;
    }

    void register(@Observes Filters filters) {
        filters.register(this::takeOrPassOn, AFTER_ADMISSION);
    }

    private void takeOrPassOn(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method().equals(HttpMethod.POST) && PATH.equals(request.path())) upload(routing);
        else routing.next();
    }

    private void upload(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        Problem problem = isBatch(type)
                ? null
                : new Problem(
                        "urn:meshplane:problem:http-415",
                        "The request was not served",
                        415,
                        "send " + MEDIA_TYPE,
                        null);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        EnrolledNode node = null;
        if (problem == null && authorization != null && authorization.startsWith(SESSION)) {
            Optional<EnrolledNode> known =
                    sessions.find(authorization.substring(SESSION.length()).strip());
            if (known.isEmpty()) problem = UploadProblems.sessionUnknown();
            else node = known.get();
        }
        Problem early = problem;
        EnrolledNode inSession = node;
        BodyReader.read(request, UploadFlow.BATCH_BYTES_MAX, body -> {
            if (early != null) answer(routing, early);
            else if (body == null) {
                answer(routing, Problem.tooLarge("the batch is larger than " + UploadFlow.BATCH_BYTES_MAX + " bytes"));
            } else take(routing, inSession, body);
        });
    }

    private static boolean isBatch(@Nullable String type) {
        if (type == null || !type.startsWith(MEDIA_TYPE)) return false;
        return type.length() == MEDIA_TYPE.length() || type.charAt(MEDIA_TYPE.length()) == ';';
    }

    private void take(RoutingContext routing, @Nullable EnrolledNode inSession, byte[] body) {
        Context context = routing.vertx().getOrCreateContext();
        CompletableFuture<Outcome> _ = workers.submit(() -> {
                    EnrolledNode node = inSession == null ? nodes.authenticate(routing.request(), body) : inSession;
                    return flow.takeReport(node, body);
                })
                .whenComplete((outcome, failure) -> context.runOnContext(_ -> {
                    if (failure == null) answer(routing, outcome);
                    else failed(routing, failure);
                }));
    }

    private void failed(RoutingContext routing, Throwable failure) {
        if (failure instanceof RejectedExecutionException) meters.countOverload();
        answer(routing, UploadProblems.failed(failure));
    }

    private static void answer(RoutingContext routing, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted(long bootId, long sequence) -> accepted(routing, bootId, sequence);
            case Outcome.Duplicate(long bootId, long sequence) -> accepted(routing, bootId, sequence);
            case Outcome.StateMissing() -> answer(routing, UploadProblems.stateMissing());
            case Outcome.Refused(var reason, var detail) -> answer(routing, UploadProblems.refused(reason, detail));
            case Outcome.ForeignNode() -> answer(routing, UploadProblems.foreignNode());
            case Outcome.Later(var wait) -> answer(routing, UploadProblems.later(wait));
        }
    }

    private static void accepted(RoutingContext routing, long bootId, long sequence) {
        HttpServerResponse response = routing.response();
        if (response.closed()) return;
        response.setStatusCode(204)
                .putHeader(ACCEPTED, HexFormat.of().toHexDigits(bootId) + "/" + sequence)
                .end();
    }

    private static void answer(RoutingContext routing, Problem problem) {
        HttpServerResponse response = routing.response();
        if (response.closed() || response.ended()) return;
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.status() == 401) response.putHeader("WWW-Authenticate", "Session, Signature");
        if (problem.status() == 429 || problem.status() == 503) {
            response.putHeader("Retry-After", UploadProblems.RETRY_AFTER_SECONDS);
        }
        response.end(Json.encodeToBuffer(problem));
    }
}

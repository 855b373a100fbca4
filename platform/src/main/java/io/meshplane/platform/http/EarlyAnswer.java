package io.meshplane.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Answers a request whose body is not all there, and keeps none of the rest. HTTP/1: the connection ends, but what still comes is
 * read and dropped for a moment first, else a reset may overtake the answer (RFC 9112 §9.6). HTTP/2: the stream is reset without
 * error (RFC 9113 §8.1).
 */
final class EarlyAnswer {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long HTTP2_NO_ERROR = 0;
    private static final String RETRY_AFTER_SECONDS = "5";

    /** Answers; where another answer has begun, that is cut off. */
    static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.closed()) return;
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.status() == 401) response.putHeader("WWW-Authenticate", "Bearer");
        if (problem.status() == 503) response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        boolean http2 = context.request().version() == HttpVersion.HTTP_2;
        if (!http2) response.putHeader(HttpHeaders.CONNECTION, "close");
        response.end(Json.encodeToBuffer(problem)).onSuccess(_ -> {
            if (http2) response.reset(HTTP2_NO_ERROR);
            else drop(context);
        });
    }

    private static void drop(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) return; // the server closes
        request.handler(_ -> {});
        request.resume();
        context.vertx().setTimer(LINGER.toMillis(), _ -> request.connection().close());
    }

    private EarlyAnswer() {}
}

package io.meshplane.platform.webhook;

import io.meshplane.platform.webhook.Receivers.Found;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Sends one request to a receiver that is not trusted: to the address that was checked, without following redirects, under one
 * deadline for everything, and without reading what it answers beyond the head.
 */
public final class WebhookClient {
    private static final int HEAD_BYTES_MAX = 8 * 1024;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Vertx vertx;
    private final HttpClient http;
    private final ReceiverRules rules;
    private final Duration deadline;

    public WebhookClient(Vertx vertx, ReceiverRules rules, Duration deadline) {
        this.vertx = vertx;
        this.rules = rules;
        this.deadline = deadline;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(deadline.toMillis()))
                .setKeepAlive(false) // the address is checked at each connection
                .setMaxPoolSize(256)
                .setMaxWaitQueueSize(256)
                .setMaxHeaderSize(HEAD_BYTES_MAX)
                .setMaxInitialLineLength(HEAD_BYTES_MAX)
                .setDecompressionSupported(false));
    }

    /** What came of a request. */
    public sealed interface Result {
        /** The receiver answered. */
        record Answered(int status) implements Result {}

        /** It did not, or may not be connected to. */
        record Failed(String why) implements Result {}
    }

    /** Whether a URL may be delivered to as its name resolves now; the complaint if not. */
    public Uni<Result> check(URI url) {
        return find(url).map(found -> switch (found) {
            case Found.At ignored -> new Result.Answered(0);
            case Found.Refused(String why) -> new Result.Failed(why);
        });
    }

    /** Posts JSON; never fails. */
    public Uni<Result> post(URI url, Map<String, String> headers, String body) {
        return find(url)
                .flatMap(found -> switch (found) {
                    case Found.At(var address) ->
                        send(url, SocketAddress.inetSocketAddress(port(url), address.getHostAddress()), headers, body);
                    case Found.Refused(String why) -> Uni.createFrom().<Result>item(new Result.Failed(why));
                })
                .ifNoItem()
                .after(deadline)
                .recoverWithItem(new Result.Failed("no answer within " + deadline.toMillis() + " ms"))
                .onFailure()
                .recoverWithItem(failure -> new Result.Failed(inWords(failure)));
    }

    private Uni<Found> find(URI url) {
        return UniHelper.toUni(vertx.executeBlocking(() -> Receivers.find(url, rules), false));
    }

    private Uni<Result> send(URI url, SocketAddress address, Map<String, String> headers, String body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(address)
                .setHost(url.getHost())
                .setPort(port(url))
                .setSsl(isEncrypted(url))
                .setURI(path(url))
                .setTimeout(deadline.toMillis());
        headers.forEach(options::putHeader);
        return Uni.createFrom()
                .emitter(emitter -> http.request(options)
                        .compose(request -> {
                            emitter.onTermination(request::reset); // also when the deadline passes
                            return answer(request, body);
                        })
                        .onComplete(done -> {
                            if (done.succeeded()) emitter.complete(new Result.Answered(done.result()));
                            else emitter.fail(done.cause());
                        }));
    }

    /** The status is enough; the connection is closed on what else may come. */
    private static Future<Integer> answer(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body))
                .map(response -> {
                    response.exceptionHandler(_ -> {}); // the end that follows is our own doing
                    return response.statusCode();
                })
                .onSuccess(_ -> request.reset());
    }

    private static boolean isEncrypted(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }

    private static int port(URI url) {
        if (url.getPort() > 0) return url.getPort();
        return isEncrypted(url) ? HTTPS : HTTP;
    }

    private static String path(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Never what a receiver wrote: it ends up before people. */
    private static String inWords(Throwable failure) {
        return "the connection failed: " + failure.getClass().getSimpleName();
    }
}

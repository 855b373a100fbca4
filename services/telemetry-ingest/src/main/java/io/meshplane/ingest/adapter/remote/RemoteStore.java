package io.meshplane.ingest.adapter.remote;

import io.meshplane.ingest.domain.forward.AddressRules;
import io.meshplane.platform.http.BoundedBody;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Prometheus-compatible store, asked by remote-write over HTTP. Every call blocks, for the deadline at the longest. */
public final class RemoteStore implements AutoCloseable {
    private static final String WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";
    private static final String USER_AGENT = "meshplane-telemetry-ingest";
    /** Of an answer; the rest is not read. */
    private static final int ANSWER_BYTES = 512;

    private final Target target;
    private final HttpClient http;

    /**
     * Where and as whom. A password or token that lies in a file is read anew for each request.
     *
     * @param user of basic authentication; null = none
     * @param passwordFile of that user
     * @param tokenFile of a bearer token; null = none
     * @param deadline of a request, connecting included
     * @param allowLoopback whether the store may be on this machine
     */
    public record Target(
            URI url,
            @Nullable String user,
            @Nullable Path passwordFile,
            @Nullable Path tokenFile,
            Duration deadline,
            boolean allowLoopback) {}

    /** What a request came to. */
    public sealed interface Answer {
        /**
         * A 2xx.
         *
         * @param samples that it says were written; null = it does not say
         */
        record Written(@Nullable Long samples) implements Answer {}

        /** The receiver does not know this form of the message. */
        record UnknownForm() implements Answer {}

        /**
         * The same may succeed later.
         *
         * @param after the receiver's Retry-After; null = none
         */
        record Later(String reason, @Nullable Duration after) implements Answer {}

        /** The same will never succeed. */
        record Refused(int status, String reason) implements Answer {}
    }

    public RemoteStore(Target target) {
        this.target = target;
        this.http = HttpClient.newBuilder()
                .connectTimeout(target.deadline())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Sends a request. */
    public Answer send(WriteRequest.Version version, byte[] body, Instant now) throws InterruptedException {
        String forbidden = forbiddenAddress();
        if (forbidden != null) return new Answer.Later(forbidden, null);
        HttpRequest request;
        try {
            request = request(version, body);
        } catch (IOException e) {
            return new Answer.Later("credentials cannot be read: " + e.getMessage(), null);
        }
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, _ -> BoundedBody.cutAt(ANSWER_BYTES));
        try {
            return answer(sent.get(target.deadline().toMillis(), TimeUnit.MILLISECONDS), now);
        } catch (TimeoutException e) {
            return new Answer.Later("no answer within " + target.deadline().toSeconds() + " s", null);
        } catch (ExecutionException e) {
            return new Answer.Later(String.valueOf(e.getCause()), null);
        } finally {
            sent.cancel(true); // closes the connection of an unfinished exchange
        }
    }

    /** The Java platform remembers a look-up for half a minute, so the connection goes to what was looked at here. */
    private @Nullable String forbiddenAddress() {
        try {
            for (InetAddress address : InetAddress.getAllByName(target.url().getHost())) {
                if (!AddressRules.isAllowed(address, target.allowLoopback())) {
                    return "the address " + address.getHostAddress() + " is not allowed";
                }
            }
            return null;
        } catch (UnknownHostException e) {
            return "the host is not known";
        }
    }

    private HttpRequest request(WriteRequest.Version version, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .header("Content-Type", version.contentType())
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", version.number())
                .header("User-Agent", USER_AGENT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (target.tokenFile() != null) request.header("Authorization", "Bearer " + secret(target.tokenFile()));
        else if (target.user() != null) request.header("Authorization", "Basic " + basic(target.user()));
        return request.build();
    }

    private String basic(String user) throws IOException {
        String password = target.passwordFile() == null ? "" : secret(target.passwordFile());
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static Answer answer(HttpResponse<byte[]> response, Instant now) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Answer.Written(response.headers()
                    .firstValue(WRITTEN)
                    .map(RemoteStore::number)
                    .orElse(null));
        }
        if (status == 415) return new Answer.UnknownForm();
        String reason = "status " + status + ": " + new String(response.body(), StandardCharsets.UTF_8).strip();
        if (status != 429 && status / 100 == 4) return new Answer.Refused(status, reason);
        return new Answer.Later(
                reason,
                response.headers()
                        .firstValue("Retry-After")
                        .flatMap(text -> after(text, now))
                        .orElse(null));
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    private static Optional<Duration> after(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

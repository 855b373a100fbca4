package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.chain.Bytes;
import io.meshplane.payment.domain.webhook.Delivery;
import io.meshplane.payment.domain.webhook.Endpoint;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of webhooks. */
public final class WebhookAnswers {
    private static final String SECRET_PREFIX = "whsec_";

    /** Where to deliver to: https, a public address. */
    public record EndpointRequest(@Nullable String url) {}

    /** Notices above this number are delivered once more. */
    public record ReplayRequest(@Nullable Long after) {}

    /** How many notices are in the queue again. */
    public record Replayed(int notices) {}

    /** A secret, shown once: {@code whsec_} and base64 of 32 bytes. */
    public record NewSecret(String secret) {
        static NewSecret of(Bytes secret) {
            return new NewSecret(SECRET_PREFIX + Base64.getEncoder().encodeToString(secret.toArray()));
        }
    }

    /** An endpoint as it was just registered, with the secret that is never shown again. */
    public record NewEndpoint(String endpointId, String url, String secret) {
        static NewEndpoint of(Endpoint endpoint) {
            return new NewEndpoint(
                    endpoint.id(),
                    endpoint.url().toString(),
                    NewSecret.of(endpoint.secret()).secret());
        }
    }

    /** The network's endpoints by id. */
    public record EndpointList(List<EndpointAnswer> endpoints) {}

    /**
     * An endpoint.
     *
     * @param state ACTIVE or DISABLED
     * @param why it is DISABLED
     * @param failures batches of tries in a row of which none succeeded
     * @param failingSince the first of them
     * @param formerSecretUntil until when the former secret signs too
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EndpointAnswer(
            String endpointId,
            String url,
            String state,
            @Nullable String why,
            int failures,
            @Nullable String failingSince,
            @Nullable String formerSecretUntil,
            String createdAt) {
        static EndpointAnswer of(Endpoint endpoint) {
            return new EndpointAnswer(
                    endpoint.id(),
                    endpoint.url().toString(),
                    endpoint.state().name(),
                    endpoint.why().isEmpty() ? null : endpoint.why(),
                    endpoint.health().failures(),
                    text(endpoint.health().failingSince()),
                    text(endpoint.formerUntil()),
                    endpoint.createdAt().toString());
        }
    }

    /** A page; continue with {@code before} = the last seq. */
    public record DeliveryPage(List<DeliveryAnswer> deliveries) {}

    /**
     * A notice in the queue or the log of an endpoint.
     *
     * @param state WAITING or DELIVERED
     * @param nextAt earliest time of the next try while it is WAITING
     * @param lastTry the newest; absent before the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliveryAnswer(
            long seq,
            String webhookId,
            String type,
            String state,
            int attempts,
            @Nullable String nextAt,
            @Nullable TryAnswer lastTry) {
        static DeliveryAnswer of(Delivery delivery) {
            return new DeliveryAnswer(
                    delivery.notice().seq(),
                    delivery.notice().webhookId(),
                    delivery.notice().notice().kind().wireName(),
                    delivery.delivered() ? "DELIVERED" : "WAITING",
                    delivery.attempts(),
                    delivery.delivered() ? null : delivery.nextAt().toString(),
                    delivery.last() == null ? null : TryAnswer.of(delivery.last()));
        }
    }

    /**
     * One try.
     *
     * @param status of HTTP; absent if there was no answer
     * @param failure absent if it succeeded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TryAnswer(
            String at,
            boolean succeeded,
            @Nullable Integer status,
            @Nullable String failure,
            int tookMillis) {
        static TryAnswer of(Delivery.Try tried) {
            return new TryAnswer(
                    tried.at().toString(),
                    tried.succeeded(),
                    tried.status() == 0 ? null : tried.status(),
                    tried.succeeded() ? null : tried.failure(),
                    tried.tookMillis());
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private WebhookAnswers() {}
}

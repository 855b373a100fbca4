package io.meshplane.payment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.meshplane.chain.Bytes;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.payment.domain.webhook.Delivery;
import io.meshplane.payment.domain.webhook.Delivery.Try;
import io.meshplane.payment.domain.webhook.Endpoint;
import io.meshplane.payment.domain.webhook.RetryRules;
import io.meshplane.payment.domain.webhook.RetryRules.Health;
import io.meshplane.platform.outbox.FreshContext;
import io.meshplane.platform.webhook.WebhookClient;
import io.meshplane.platform.webhook.WebhookClient.Result;
import io.meshplane.platform.webhook.WebhookSignature;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Delivers what lies in the queues of webhooks, at least once. An endpoint is leased, worked on apart from all others, and given
 * back: a receiver that is dead or slow delays only what is meant for itself, and no two instances deliver to one at once.
 */
@ApplicationScoped
public class WebhookDispatch {
    private static final int ENDPOINTS_AT_ONCE = 64;
    private static final int BATCH = 16;
    private static final int LEASE_DEADLINES = 6;
    private static final Logger LOG = Logger.getLogger(WebhookDispatch.class);

    private final Books books;
    private final WebhookClient client;
    private final RetryRules.Policy retries;
    private final Duration lease;
    private final NoticeBoard board;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final SingleFlight flight;
    private final Runnable onNotice = this::wake;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicLong disabled = new AtomicLong();

    private record Tried(Delivery delivery, Try result) {}

    WebhookDispatch(
            Books books,
            WebhookClient client,
            RetryRules.Policy retries,
            PaymentConfig config,
            NoticeBoard board,
            InstantSource clock,
            MeterRegistry meters,
            Vertx vertx) {
        this.books = books;
        this.client = client;
        this.retries = retries;
        this.lease = config.webhooks().deadline().multipliedBy(LEASE_DEADLINES);
        this.board = board;
        this.clock = clock;
        this.meters = meters;
        this.vertx = vertx;
        this.flight = new SingleFlight(books, vertx, "webhooks", this::run);
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("payment.webhooks.disabled", disabled);
        meters.gauge("payment.webhooks.at.work", atWork);
        board.add(onNotice);
        flight.start();
    }

    void stop(@Observes ShutdownEvent event) {
        board.remove(onNotice);
        flight.stop();
    }

    /** There may be something to deliver; from any thread. */
    void wake() {
        flight.wake();
    }

    /** Takes endpoints and leaves each to itself. */
    private Uni<Void> run() {
        int room = ENDPOINTS_AT_ONCE - atWork.get();
        if (room <= 0) return Uni.createFrom().voidItem();
        String name = UUID.randomUUID().toString();
        Instant now = clock.instant();
        return books.inTransaction(tx -> tx.webhooks()
                        .countDisabled()
                        .invoke(disabled::set)
                        .chain(() -> tx.webhooks().lease(name, now, now.plus(lease), room)))
                .invoke(endpoints -> endpoints.forEach(endpoint -> begin(endpoint, name)))
                .replaceWithVoid();
    }

    private void begin(Endpoint endpoint, String leaseName) {
        atWork.incrementAndGet();
        FreshContext.run(vertx, () -> work(endpoint, leaseName), _ -> ended(), failure -> {
            LOG.warnf(
                    "an endpoint waits for its lease to end endpoint=%s failure=%s", endpoint.id(), failure.toString());
            ended();
        });
    }

    private void ended() {
        atWork.decrementAndGet();
        wake();
    }

    private Uni<Void> work(Endpoint endpoint, String leaseName) {
        return books.inTransaction(tx -> tx.webhooks().due(endpoint.id(), clock.instant(), BATCH))
                .flatMap(batch -> deliver(endpoint, batch))
                .flatMap(tries -> keep(endpoint, leaseName, tries));
    }

    /** All at once: they are of different payments. */
    private Uni<List<Tried>> deliver(Endpoint endpoint, List<Delivery> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUni(delivery -> send(endpoint, delivery.notice().webhookId(), text(delivery.notice()))
                        .map(result -> new Tried(delivery, result)))
                .merge(BATCH)
                .collect()
                .asList();
    }

    private static String text(Notice.Numbered numbered) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", numbered.notice().kind().wireName())
                .put("timestamp", numbered.at().toString())
                .put("seq", numbered.seq())
                .putRawValue("data", new RawValue(numbered.notice().body()))
                .toString();
    }

    /** Sends a message that says nothing, once. */
    Uni<Try> test(Endpoint endpoint) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("type", "webhook.test")
                .put("timestamp", clock.instant().toString())
                .putRawValue("data", new RawValue("{}"))
                .toString();
        return send(endpoint, "test-" + UUID.randomUUID(), text);
    }

    private Uni<Try> send(Endpoint endpoint, String id, String body) {
        Instant begun = clock.instant();
        Map<String, String> headers = Map.of(
                "content-type",
                "application/json",
                "user-agent",
                "meshplane-webhooks/1",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(begun.getEpochSecond()),
                "webhook-signature",
                WebhookSignature.of(
                        endpoint.secrets(begun).stream().map(Bytes::toArray).toList(), id, begun, body));
        return client.post(endpoint.url(), headers, body).map(result -> tried(begun, result));
    }

    private Try tried(Instant begun, Result result) {
        Instant now = clock.instant();
        int took = Math.toIntExact(Duration.between(begun, now).toMillis());
        Try tried = switch (result) {
            case Result.Answered(int status) when status >= 200 && status < 300 -> new Try(now, status, "", took);
            case Result.Answered(int status) -> new Try(now, status, "it answered " + status, took);
            case Result.Failed(String why) -> new Try(now, 0, why, took);
        };
        meters.counter("payment.webhooks.deliveries", "outcome", outcome(tried)).increment();
        return tried;
    }

    private static String outcome(Try tried) {
        if (tried.succeeded()) return "delivered";
        return tried.status() == 0 ? "unreachable" : "refused";
    }

    private Uni<Void> keep(Endpoint endpoint, String leaseName, List<Tried> tries) {
        Instant now = clock.instant();
        Endpoint next = tries.isEmpty() ? endpoint : judged(endpoint, tries, now);
        Instant nextAt = next.health().failures() == 0
                ? now
                : RetryRules.nextTry(now, next.health().failures(), jitter(), retries);
        return books.inTransaction(tx -> Books.inOrder(
                        tries,
                        each -> tx.webhooks()
                                .tried(
                                        endpoint.id(),
                                        leaseName,
                                        each.delivery().notice().seq(),
                                        each.result(),
                                        RetryRules.nextTry(now, each.delivery().attempts() + 1, jitter(), retries)))
                .chain(() -> tx.webhooks().endLease(next, leaseName, nextAt)));
    }

    private Endpoint judged(Endpoint endpoint, List<Tried> tries, Instant now) {
        Health health = endpoint.health()
                .after(tries.stream().anyMatch(each -> each.result().succeeded()), now);
        boolean givenUp = RetryRules.isGivenUp(health.failingSince(), now, retries);
        String why = givenUp
                ? "it has failed since " + health.failingSince() + ": "
                        + tries.getLast().result().failure()
                : "";
        if (givenUp) {
            LOG.errorf(
                    "a webhook endpoint is disabled, nothing reaches it any more endpoint=%s why=%s",
                    endpoint.id(), why);
            meters.counter("payment.webhooks.given.up").increment();
        }
        return new Endpoint(
                endpoint.id(),
                endpoint.network(),
                endpoint.url(),
                givenUp ? Endpoint.State.DISABLED : Endpoint.State.ACTIVE,
                why,
                endpoint.secret(),
                endpoint.formerSecret(),
                endpoint.formerUntil(),
                health,
                endpoint.createdAt());
    }

    private static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }
}

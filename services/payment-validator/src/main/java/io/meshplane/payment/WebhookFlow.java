package io.meshplane.payment;

import io.meshplane.chain.Bytes;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.webhook.Delivery;
import io.meshplane.payment.domain.webhook.Endpoint;
import io.meshplane.payment.domain.webhook.RetryRules.Health;
import io.meshplane.platform.webhook.ReceiverRules;
import io.meshplane.platform.webhook.WebhookClient;
import io.meshplane.platform.webhook.WebhookClient.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Operators register where they want to be told, and look after it. */
@ApplicationScoped
public class WebhookFlow {
    /** Of HMAC-SHA256: as many bytes as its output. */
    private static final int SECRET_BYTES = 32;

    private static final int ID_BYTES = 12;
    private static final int REPLAYED_MAX = 10_000;

    private final Books books;
    private final WebhookClient client;
    private final WebhookDispatch dispatch;
    private final InstantSource clock;
    private final int endpointsMax;
    private final Duration formerSecretFor;
    private final SecureRandom random = new SecureRandom();

    WebhookFlow(
            Books books, WebhookClient client, WebhookDispatch dispatch, PaymentConfig config, InstantSource clock) {
        this.books = books;
        this.client = client;
        this.dispatch = dispatch;
        this.clock = clock;
        this.endpointsMax = config.webhooks().endpointsMax();
        this.formerSecretFor = config.webhooks().formerSecretFor();
    }

    /** What became of a registration. */
    public sealed interface Registered {
        /** It is kept; its secret is shown now and never again. */
        record Kept(Endpoint endpoint) implements Registered {}

        /** It may not be delivered to. */
        record BadUrl(String why) implements Registered {}

        /** The network has as many as it may have. */
        record TooMany(int max) implements Registered {}
    }

    /** Registers an endpoint. Two requests at the same moment may each find the last room: the limit is for size. */
    public Uni<Registered> register(NetworkId network, URI url) {
        Optional<String> complaint = ReceiverRules.complaint(url);
        if (complaint.isPresent()) return Uni.createFrom().item(new Registered.BadUrl(complaint.get()));
        return client.check(url).flatMap(result -> switch (result) {
            case Result.Failed(String why) -> Uni.createFrom().item(new Registered.BadUrl(why));
            case Result.Answered ignored -> keep(network, url);
        });
    }

    private Uni<Registered> keep(NetworkId network, URI url) {
        Endpoint endpoint = new Endpoint(
                "we" + HexFormat.of().formatHex(drawn(ID_BYTES)),
                network,
                url,
                Endpoint.State.ACTIVE,
                "",
                Bytes.of(drawn(SECRET_BYTES)),
                null,
                null,
                Health.WELL,
                clock.instant());
        return books.inTransaction(tx -> tx.webhooks()
                .count(network)
                .flatMap(count -> count >= endpointsMax
                        ? Uni.createFrom().<Registered>item(new Registered.TooMany(endpointsMax))
                        : tx.webhooks().add(endpoint).replaceWith(new Registered.Kept(endpoint))));
    }

    private byte[] drawn(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    public Uni<List<Endpoint>> all(NetworkId network) {
        return books.inTransaction(tx -> tx.webhooks().all(network));
    }

    /** An endpoint of this network; empty if it has none of this id. So for all that follow. */
    public Uni<Optional<Endpoint>> find(NetworkId network, String id) {
        return books.inTransaction(tx -> tx.webhooks().find(network, id));
    }

    /** Forgets an endpoint with its queue and log. */
    public Uni<Optional<Endpoint>> delete(NetworkId network, String id) {
        return with(network, id, (tx, endpoint) -> tx.webhooks().delete(id).replaceWith(endpoint));
    }

    /** Gives an endpoint a new secret; the old one signs beside it for a while. */
    public Uni<Optional<Bytes>> rotate(NetworkId network, String id) {
        Bytes secret = Bytes.of(drawn(SECRET_BYTES));
        return with(
                network,
                id,
                (tx, endpoint) -> tx.webhooks()
                        .rotate(id, secret, clock.instant().plus(formerSecretFor))
                        .replaceWith(secret));
    }

    /** Delivers to an endpoint again that was disabled. */
    public Uni<Optional<Endpoint>> enable(NetworkId network, String id) {
        return with(
                        network,
                        id,
                        (tx, endpoint) ->
                                tx.webhooks().enable(id, clock.instant()).replaceWith(endpoint))
                .invoke(dispatch::wake);
    }

    /** Delivers notices above a number once more, some thousands at a time; how many. */
    public Uni<Optional<Integer>> replay(NetworkId network, String id, long after) {
        return with(network, id, (tx, endpoint) -> tx.webhooks().replay(endpoint, after, clock.instant(), REPLAYED_MAX))
                .invoke(dispatch::wake);
    }

    /** Sends one test message now, outside of the queue; what came of it. */
    public Uni<Optional<Delivery.Try>> test(NetworkId network, String id) {
        return find(network, id)
                .flatMap(found -> found.map(endpoint -> dispatch.test(endpoint).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** A page of the queue and log of an endpoint. */
    public Uni<Optional<List<Delivery>>> log(
            NetworkId network, String id, boolean waitingOnly, long before, int limit) {
        return with(network, id, (tx, endpoint) -> tx.webhooks().log(id, waitingOnly, before, limit));
    }

    private <T> Uni<Optional<T>> with(
            NetworkId network, String id, BiFunction<Books.Transaction, Endpoint, Uni<T>> work) {
        return books.inTransaction(tx -> tx.webhooks()
                .find(network, id)
                .flatMap(found -> found.map(endpoint -> work.apply(tx, endpoint).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }
}

package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimLimits;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.Expectation;
import io.meshplane.payment.domain.claim.KeptAnswer;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Nodes claim, and ask what became of it: load → decide → commit. */
@ApplicationScoped
public class ClaimFlow {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final IndexFlow index;
    private final ClaimLimits limits;
    private final InstantSource clock;
    private final MeterRegistry meters;

    ClaimFlow(
            Books books,
            VerdictRules.Policy policy,
            IndexFlow index,
            ClaimLimits limits,
            InstantSource clock,
            MeterRegistry meters) {
        this.books = books;
        this.policy = policy;
        this.index = index;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    /** A node points at a transaction. */
    public record Request(
            NetworkId network,
            NodeId node,
            long chainId,
            Hash32 transaction,
            Expectation expected,
            Optional<Key> key) {}

    /**
     * The request's Idempotency-Key.
     *
     * @param fingerprint SHA-256 of the body in hex
     */
    public record Key(String value, String fingerprint) {}

    /** What became of a claim that was made. */
    public sealed interface Made {
        record New(Claim claim) implements Made {}

        /** The same node claimed the same transaction before. */
        record Known(Claim claim) implements Made {}

        /** The same request with the same key was answered so before. */
        record Repeated(KeptAnswer answer) implements Made {}

        /** Another request had the same key. */
        record KeyReused() implements Made {}

        /** A request with the same key is being worked on at this moment. */
        record KeyInFlight() implements Made {}

        /** It names a chain that is not followed: nothing is kept. */
        record WrongChain(long followedChainId) implements Made {}

        /** The node has too many claims that wait: nothing is kept. */
        record TooMany() implements Made {}
    }

    /** Keeps a claim; durable when this completes. */
    public Uni<Made> claim(Request request) {
        if (request.chainId() != policy.chainId()) {
            return Uni.createFrom()
                    .<Made>item(new Made.WrongChain(policy.chainId()))
                    .invoke(this::count);
        }
        return books.inTransaction(
                        tx -> request.key().map(key -> once(tx, request, key)).orElseGet(() -> make(tx, request)))
                .invoke(this::count)
                .invoke(index::wake);
    }

    /** Claim and answer are one transaction: whatever ends this process, both are kept or neither. */
    private Uni<Made> once(Books.Transaction tx, Request request, Key key) {
        return tx.answers()
                .take(request.node(), key.value())
                .flatMap(taken -> taken
                        ? tx.answers()
                                .find(request.node(), key.value())
                                .flatMap(kept -> kept.map(
                                                answer -> Uni.createFrom().item(repeated(answer, key)))
                                        .orElseGet(() -> make(tx, request).call(made -> keep(tx, request, key, made))))
                        : Uni.createFrom().item(new Made.KeyInFlight()));
    }

    private static Made repeated(KeptAnswer answer, Key key) {
        return answer.fingerprint().equals(key.fingerprint()) ? new Made.Repeated(answer) : new Made.KeyReused();
    }

    private Uni<Void> keep(Books.Transaction tx, Request request, Key key, Made made) {
        return switch (made) {
            case Made.New(Claim claim) -> keep(tx, request, key, claim, true);
            case Made.Known(Claim claim) -> keep(tx, request, key, claim, false);
            // nothing was done, so the same request may succeed later
            case Made.TooMany _, Made.WrongChain _, Made.Repeated _, Made.KeyReused _, Made.KeyInFlight _ ->
                Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> keep(Books.Transaction tx, Request request, Key key, Claim claim, boolean made) {
        KeptAnswer answer = new KeptAnswer(key.fingerprint(), made, claim.id(), claim.state());
        return tx.answers()
                .keep(
                        request.node(),
                        key.value(),
                        answer,
                        clock.instant(),
                        limits.answersKept(),
                        limits.answersKeptFor());
    }

    private Uni<Made> make(Books.Transaction tx, Request request) {
        String id = EventId.derivedFrom(
                        "claim",
                        request.node().value(),
                        Long.toString(request.chainId()),
                        request.transaction().toString())
                .value();
        return tx.claims()
                .lock(id)
                .flatMap(known -> tx.chain()
                        .cursor(policy.chainId())
                        .map(cursor -> cursor.map(Cursor::height).orElse(-1L))
                        .flatMap(height ->
                                known.isPresent() ? again(tx, known.get(), height) : first(tx, request, id, height)));
    }

    private Uni<Made> first(Books.Transaction tx, Request request, String id, long height) {
        Claim claim = Claim.made(
                id,
                request.network(),
                request.node(),
                request.chainId(),
                request.transaction(),
                request.expected(),
                height);
        return ifRoom(
                tx,
                claim,
                () -> tx.claims().add(claim).flatMap(added -> {
                    // lost against the same claim made at the same moment
                    if (!added) return tx.claims().lock(claim.id()).map(known -> new Made.Known(known.orElse(claim)));
                    return tx.stage(List.of(PaymentEvents.made(claim)))
                            .chain(() -> tx.claims().forgetRefused(claim.node(), limits.refusedKept()))
                            .replaceWith(new Made.New(claim));
                }));
    }

    private Uni<Made> again(Books.Transaction tx, Claim known, long height) {
        return ClaimRules.again(known, height)
                .map(next -> ifRoom(tx, next, () -> tx.claims().change(next).replaceWith(new Made.Known(next))))
                .orElseGet(() -> Uni.createFrom().item(new Made.Known(known)));
    }

    /** Requests of one node at the same moment may each find the last room: the limit is for size, not for exactness. */
    private Uni<Made> ifRoom(Books.Transaction tx, Claim claim, Supplier<Uni<Made>> keep) {
        return tx.claims()
                .waitingOf(claim.node(), claim.chainId())
                .flatMap(waiting -> waiting < limits.waitingMax()
                        ? keep.get()
                        : Uni.createFrom().item(new Made.TooMany()));
    }

    private void count(Made made) {
        String outcome = switch (made) {
            case Made.New ignored -> "made";
            case Made.Known ignored -> "known";
            case Made.Repeated ignored -> "repeated";
            case Made.KeyReused ignored -> "key_reused";
            case Made.KeyInFlight ignored -> "key_in_flight";
            case Made.WrongChain ignored -> "wrong_chain";
            case Made.TooMany ignored -> "too_many";
        };
        meters.counter("payment.claims", "outcome", outcome).increment();
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ReadAgain;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the index of the chain, one step at a time, and settles claims after each. The follower of the chain lives on virtual
 * threads, the database on the event loop: they meet in one slot, which holds the step that is to be committed.
 */
@ApplicationScoped
public class IndexFlow {
    private static final Logger LOG = Logger.getLogger(IndexFlow.class);

    private final Books books;
    private final Settlement settlement;
    private final EvidenceKeeping evidence;
    private final MeterRegistry meters;
    private final long chainId;
    private final int horizonBlocks;
    private final int keptBlocks;
    private final InstantSource clock;
    private final SingleFlight flight;
    private final AtomicReference<@Nullable Work> slot = new AtomicReference<>();
    private volatile boolean halted = true;
    private volatile long finalized = -1;
    private volatile boolean waitsForFinality = true; // until the database has said otherwise
    private volatile @Nullable Progress progress;
    private volatile Runnable onProgress = () -> {};

    IndexFlow(
            Books books,
            Settlement settlement,
            EvidenceKeeping evidence,
            ChainConfig config,
            InstantSource clock,
            MeterRegistry meters,
            Vertx vertx) {
        this.books = books;
        this.settlement = settlement;
        this.evidence = evidence;
        this.meters = meters;
        this.clock = clock;
        this.chainId = config.id();
        this.horizonBlocks = config.reorgHorizonBlocks();
        this.keptBlocks = Math.max(config.lookBackBlocks(), config.reorgHorizonBlocks());
        this.flight = new SingleFlight(books, vertx, "index", this::run);
    }

    /** How far the index is. */
    sealed interface Progress {
        /** It has nothing yet and waits to be told where to begin. */
        record Fresh() implements Progress {}

        /**
         * It has begun.
         *
         * @param indexed the newest hashes, as deep as a reorganisation is followed
         */
        record Begun(long firstHeight, HeaderWindow indexed) implements Progress {}
    }

    /** A step to commit. */
    sealed interface Work {
        record Begin(long firstHeight) implements Work {}

        /**
         * Adds a block.
         *
         * @param rules by which it is agreed
         * @param shownBlocks that are kept on top of a payment, for its evidence
         */
        record Add(ScannedBlock block, QuorumPolicy rules, int shownBlocks) implements Work {}

        record Rewind(long height) implements Work {}

        /** Adds the proof of a transaction that was refused. */
        record Prove(ReadAgain found) implements Work {}
    }

    void start(Runnable listener) {
        onProgress = listener;
        flight.start();
    }

    void stop() {
        flight.stop();
    }

    /** Something can be committed or settled; from any thread. */
    public void wake() {
        flight.wake();
    }

    /** How far the index is; null until the database has said so. */
    @Nullable Progress progress() {
        return progress;
    }

    /** Hands over the next step. */
    void commitSoon(Work work) {
        slot.set(work);
        flight.wake();
    }

    /** Whether a step is still being committed. */
    boolean isBusy() {
        return slot.get() != null;
    }

    /**
     * While the nodes contradict what is indexed nothing is decided: no verdict, no credit. It begins halted.
     *
     * @param finalHeight up to which a quorum calls the indexed chain final; -1 if it does not
     */
    void halt(boolean on, long finalHeight) {
        if (on) halted = true; // first of all: what was final may have fallen
        boolean news = halted || finalHeight > finalized;
        finalized = finalHeight;
        halted = on;
        if (news && !on) flight.wake();
    }

    /** The newest height that a quorum calls final; -1 if there is none, or nobody needs to know. */
    public long finalized() {
        return finalized;
    }

    /** Whether something indexed counts only when it is final, whatever the policy says by now. */
    boolean waitsForFinality() {
        return waitsForFinality;
    }

    private Uni<Void> run() {
        Uni<Void> step = progress == null ? load() : commitSlot();
        return step.chain(() -> halted ? Uni.createFrom().voidItem() : settlement.settleAll(finalized))
                .chain(evidence::refresh)
                .onTermination()
                .invoke(onProgress);
    }

    private Uni<Void> load() {
        return books.inTransaction(tx -> noteWhatWaits(tx)
                        .chain(() -> tx.chain().cursor(chainId))
                        .flatMap(cursor -> cursor.map(at -> window(tx, at))
                                .orElseGet(() -> Uni.createFrom().item(new Progress.Fresh()))))
                .invoke(loaded -> progress = loaded)
                .invoke(loaded -> LOG.infof("index loaded progress=%s", inWords(loaded)))
                .replaceWithVoid();
    }

    private Uni<Void> noteWhatWaits(Books.Transaction tx) {
        return tx.chain()
                .waitsForFinality(chainId)
                .invoke(waits -> waitsForFinality = waits)
                .replaceWithVoid();
    }

    private Uni<Progress> window(Books.Transaction tx, Cursor cursor) {
        long from = Math.max(cursor.firstHeight(), cursor.height() - horizonBlocks + 1);
        return tx.chain().window(chainId, from).map(window -> new Progress.Begun(cursor.firstHeight(), window));
    }

    private static String inWords(Progress progress) {
        return switch (progress) {
            case Progress.Fresh ignored -> "none";
            case Progress.Begun(long first, HeaderWindow indexed) -> first + ".." + indexed.head();
        };
    }

    private Uni<Void> commitSlot() {
        Work work = slot.get();
        if (work == null) return Uni.createFrom().voidItem();
        return books.inTransaction(tx -> commit(tx, work))
                .chain(next -> next.isEmpty() ? load() : advance(next.get()))
                .invoke(() -> {
                    slot.set(null);
                    meters.counter("payment.index.steps", "outcome", outcome(work))
                            .increment();
                });
    }

    /** Only once it is committed. */
    private Uni<Void> advance(Progress next) {
        progress = next;
        return Uni.createFrom().voidItem();
    }

    private static String outcome(Work work) {
        return switch (work) {
            case Work.Begin ignored -> "begun";
            case Work.Add ignored -> "added";
            case Work.Rewind ignored -> "rewound";
            case Work.Prove ignored -> "proven";
        };
    }

    /** Empty if the index is not where this process thought: another instance was faster, so it is read again. */
    private Uni<Optional<Progress>> commit(Books.Transaction tx, Work work) {
        return switch (work) {
            case Work.Begin(long first) ->
                tx.chain()
                        .begin(chainId, first)
                        .chain(() -> tx.claims().startDeadlines(chainId, first))
                        .replaceWith(Optional.empty());
            case Work.Add add -> ifUnchanged(tx, begun -> add(tx, begun, add));
            case Work.Rewind(long height) -> ifUnchanged(tx, begun -> rewind(tx, begun, height));
            case Work.Prove(ReadAgain found) ->
                tx.wantedProofs().add(chainId, found).replaceWith(Optional.ofNullable(progress));
        };
    }

    private Uni<Optional<Progress>> ifUnchanged(Books.Transaction tx, Function<Progress.Begun, Uni<Progress>> step) {
        Uni<Optional<Progress>> lost = Uni.createFrom().item(Optional.empty());
        if (!(progress instanceof Progress.Begun begun)) return lost;
        HeaderWindow indexed = begun.indexed();
        Optional<Hash32> expected = indexed.hashAt(indexed.head());
        return tx.chain().lockCursor(chainId).flatMap(cursor -> {
            if (cursor.map(Cursor::height)
                    .filter(height -> height == indexed.head())
                    .isEmpty()) return lost;
            return tx.chain().hashAt(chainId, indexed.head()).flatMap(head -> {
                boolean same = expected.isEmpty() || head.equals(expected);
                return same ? step.apply(begun).map(Optional::of) : lost;
            });
        });
    }

    private Uni<Progress> add(Books.Transaction tx, Progress.Begun begun, Work.Add work) {
        ScannedBlock block = work.block();
        evidence.lookAgain();
        HeaderWindow longer = begun.indexed().with(block.hash());
        HeaderWindow kept = longer.from(longer.head() - horizonBlocks + 1);
        return tx.chain()
                .add(chainId, block)
                .chain(() -> tx.evidence().add(chainId, block, work.rules(), clock.instant()))
                .chain(() -> tx.claims().lookAtThoseOf(chainId, block.height()))
                .chain(() -> noteWhatWaits(tx))
                .chain(() -> tx.chain().prune(chainId, block.height() - keptBlocks, work.shownBlocks()))
                .replaceWith(new Progress.Begun(begun.firstHeight(), kept));
    }

    private Uni<Progress> rewind(Books.Transaction tx, Progress.Begun begun, long height) {
        return tx.chain()
                .transactionsAbove(chainId, height)
                .call(() -> tx.claims().lookAtThoseOf(chainId, height + 1))
                .call(() -> settlement.beforeTheyFall(tx, height))
                .flatMap(transactions ->
                        tx.chain().rewind(chainId, height).chain(() -> settlement.takeBack(tx, transactions)))
                .replaceWith(
                        new Progress.Begun(begun.firstHeight(), begun.indexed().until(height)));
    }
}

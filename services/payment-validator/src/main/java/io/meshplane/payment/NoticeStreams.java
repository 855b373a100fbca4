package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.notice.Notice.Numbered;
import io.meshplane.payment.domain.notice.StreamPlaces;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notices as they come. A stream holds no notices: it reads the next ones from the database when its client has taken the last, so
 * a slow client costs a cursor. Streams are few, and none lives for ever.
 */
@ApplicationScoped
public class NoticeStreams {
    private static final int BATCH = 50;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Books books;
    private final NoticeBoard board;
    private final InstantSource clock;
    private final Duration life;
    private final MeterRegistry meters;
    private final AtomicReference<StreamPlaces> places;

    NoticeStreams(Books books, NoticeBoard board, PaymentConfig config, InstantSource clock, MeterRegistry meters) {
        this.books = books;
        this.board = board;
        this.clock = clock;
        this.life = config.streamLife();
        this.meters = meters;
        this.places = new AtomicReference<>(StreamPlaces.none(config.streamsMax(), config.streamsPerNetworkMax()));
        meters.gauge("payment.streams", places, each -> each.get().taken());
    }

    /**
     * Who reads.
     *
     * @param node only notices about its claims; all of the network if empty
     * @param after the last number that was read; empty = from now on
     */
    public record Reader(NetworkId network, String node, OptionalLong after) {}

    /** What a stream tells. */
    public sealed interface Signal {
        record Told(Numbered notice) implements Signal {}

        /** Notices above this number may be forgotten that the reader has not read: it must read the state anew. */
        record Gap(long after) implements Signal {}

        /** There is nothing new. */
        record Beat() implements Signal {}

        /** The last signal. */
        record End(String why) implements Signal {}
    }

    /** A stream, or that there is no place for it. */
    public sealed interface Opened {
        /** To be subscribed to once, on the context of its request. */
        record Stream(Multi<Signal> signals) implements Opened {}

        record NoPlace() implements Opened {}
    }

    /** Opens a stream. Its place is free again when it ends or is cancelled. */
    public Opened open(Reader reader) {
        StreamPlaces before = places.getAndUpdate(each -> each.take(reader.network()));
        if (!before.hasRoom(reader.network())) {
            meters.counter("payment.streams.opened", "outcome", "no_place").increment();
            return new Opened.NoPlace();
        }
        meters.counter("payment.streams.opened", "outcome", "opened").increment();
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Instant end = clock.instant().plus(life);
        Multi<Signal> signals = start(reader)
                .onItem()
                .transformToMulti(position -> Multi.createBy()
                        .repeating()
                        .uni(() -> position, at -> next(reader, at, end, context))
                        .until(List::isEmpty)
                        .onItem()
                        .transformToMultiAndConcatenate(Multi.createFrom()::iterable))
                .onTermination()
                .invoke(() -> places.updateAndGet(each -> each.release(reader.network())));
        return new Opened.Stream(signals);
    }

    /** Where a stream is; of its own context. */
    private static final class Position {
        private long after;
        private final boolean gap;
        private boolean greeted;
        private boolean ended;

        Position(long after, boolean gap) {
            this.after = after;
            this.gap = gap;
        }
    }

    private Uni<Position> start(Reader reader) {
        return books.inTransaction(tx -> reader.after().isPresent()
                ? tx.notices()
                        .oldest(reader.network())
                        .map(oldest -> resumed(reader.after().getAsLong(), oldest))
                : tx.notices().newest().map(newest -> new Position(newest, false)));
    }

    /** Numbers have holes, so a gap is told where there may be one: the reader asks once too often, never once too little. */
    private static Position resumed(long after, long oldest) {
        return oldest > after + 1 && after > 0 ? new Position(after, true) : new Position(after, false);
    }

    /** The next signals; empty at the end. */
    private Uni<List<Signal>> next(Reader reader, Position at, Instant end, Context context) {
        if (at.ended) return Uni.createFrom().item(List.of());
        if (!at.greeted) { // at once, so that the client sees that it is connected
            at.greeted = true;
            return Uni.createFrom().item(List.of(at.gap ? new Signal.Gap(at.after) : new Signal.Beat()));
        }
        return read(reader, at, end, clock.instant().plus(BEAT), context);
    }

    private Uni<List<Signal>> read(Reader reader, Position at, Instant end, Instant beat, Context context) {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            at.ended = true;
            return Uni.createFrom().item(List.of(new Signal.End("it lived long enough: come back with Last-Event-ID")));
        }
        return books.inTransaction(tx -> tx.notices().after(reader.network(), reader.node(), at.after, BATCH))
                .flatMap(notices -> {
                    if (!notices.isEmpty()) {
                        at.after = notices.getLast().seq();
                        return Uni.createFrom()
                                .item(notices.stream()
                                        .<Signal>map(Signal.Told::new)
                                        .toList());
                    }
                    if (!now.isBefore(beat)) return Uni.createFrom().item(List.<Signal>of(new Signal.Beat()));
                    return woken(context).chain(() -> read(reader, at, end, beat, context));
                });
    }

    /** Waits until there may be something new, and comes back on the stream's own context. */
    private Uni<Void> woken(Context context) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    Runnable wake = () -> emitter.complete(null);
                    board.add(wake);
                    emitter.onTermination(() -> board.remove(wake));
                })
                .ifNoItem()
                .after(LOOK_AGAIN)
                .recoverWithItem(() -> null)
                .emitOn(work -> context.runOnContext(_ -> work.run()));
    }
}

package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.DirectionTable;
import io.meshplane.payment.adapter.db.LotTable.Lots;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.usage.Bill;
import io.meshplane.payment.domain.usage.BillRules;
import io.meshplane.payment.domain.usage.BillingPolicy;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.DivergencePolicy;
import io.meshplane.payment.domain.usage.DivergenceRules;
import io.meshplane.payment.domain.usage.DivergenceRules.Finding;
import io.meshplane.payment.domain.usage.End;
import io.meshplane.payment.domain.usage.Figures;
import io.meshplane.payment.domain.usage.MeterBook;
import io.meshplane.payment.domain.usage.Observation;
import io.meshplane.payment.domain.usage.PostingRules;
import io.meshplane.payment.domain.usage.PostingRules.Move;
import io.meshplane.payment.domain.usage.Run;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.identity.NodeDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes one sample into the books of its direction: load → decide → commit, in the transaction of the report. */
@ApplicationScoped
class Metering {
    private static final Logger LOG = Logger.getLogger(Metering.class);

    private final PriceList prices;
    private final NodeDirectory nodes;
    private final BillingPolicy policy;
    private final DivergencePolicy divergences;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Metering(
            PriceList prices,
            NodeDirectory nodes,
            BillingPolicy policy,
            DivergencePolicy divergences,
            InstantSource clock,
            MeterRegistry meters) {
        this.prices = prices;
        this.nodes = nodes;
        this.policy = policy;
        this.divergences = divergences;
        this.clock = clock;
        this.meters = meters;
    }

    /** What is to be written once all is loaded. */
    private record Loaded(Observation seen, DirectionTable.Row row, Optional<Run> before, boolean counterIsNew) {}

    /**
     * Takes a sample.
     *
     * @param due gets what must be posted for it
     */
    Uni<Void> take(Books.Transaction tx, Observation seen, EventId event, List<Transfer> due) {
        return load(tx, seen)
                .flatMap(loaded -> next(tx, loaded)
                        .flatMap(run -> loaded.before().filter(run::equals).isPresent()
                                ? known()
                                : advance(tx, loaded, run, event, due)));
    }

    /** Everything was told before. */
    Uni<Void> known() {
        count("known");
        return Uni.createFrom().voidItem();
    }

    private Uni<Loaded> load(Books.Transaction tx, Observation seen) {
        Direction direction = seen.direction();
        return tx.directions()
                .lock(direction, policy.freeBytes(), clock.instant())
                .flatMap(row -> tx.runs()
                        .find(direction, seen.run())
                        .flatMap(run -> run.isPresent()
                                ? Uni.createFrom().item(new Loaded(seen, row, run, false))
                                : tx.runs().any(direction, seen.run()).map(any -> new Loaded(seen, row, run, !any))));
    }

    /** The run with the sample, and with the price now where its seller does not tell prices itself. */
    private Uni<Run> next(Books.Transaction tx, Loaded loaded) {
        Observation seen = loaded.seen();
        Run run = loaded.before().map(before -> before.take(seen.sample())).orElseGet(() -> Run.begin(seen.sample()));
        if (seen.run().end() == End.BUYER) return Uni.createFrom().item(run);
        Direction direction = seen.direction();
        return prices.version(
                        tx,
                        direction.network(),
                        direction.seller(),
                        seen.sellerInterface(),
                        seen.run().destinationClass())
                .map(version -> seen.sample().cuts().isEmpty() ? run.priced(version) : run);
    }

    private Uni<Void> advance(Books.Transaction tx, Loaded loaded, Run run, EventId event, List<Transfer> due) {
        Observation seen = loaded.seen();
        Direction direction = seen.direction();
        return tx.lots().of(direction).flatMap(lots -> {
            MeterBook book = lots.book()
                    .advance(seen.run(), seen.sellerInterface(), loaded.before().orElse(null), run);
            Lots counted = new Lots(book, lots.posted());
            return tx.runs()
                    .keep(direction, seen.run(), run)
                    .chain(() -> tx.lots().keep(direction, lots, counted))
                    .chain(() -> bill(tx, direction, loaded.row(), counted, event))
                    .invoke(due::addAll)
                    .chain(() -> compare(tx, loaded, run, book, event));
        });
    }

    private Uni<List<Transfer>> bill(
            Books.Transaction tx, Direction direction, DirectionTable.Row row, Lots counted, EventId event) {
        BillingPolicy agreed = new BillingPolicy(policy.attestation(), row.freeBytes());
        return tx.tariffs().of(direction).flatMap(tariffs -> {
            Bill due = BillRules.bill(counted.book(), tariffs, agreed);
            List<Transfer> transfers = transfers(direction, counted.posted(), due, event);
            count(outcome(direction, due, transfers));
            return tx.lots()
                    .keep(direction, counted, new Lots(counted.book(), due))
                    .replaceWith(transfers);
        });
    }

    private List<Transfer> transfers(Direction direction, Bill posted, Bill due, EventId event) {
        List<Transfer> transfers = new ArrayList<>();
        for (Move move : PostingRules.moves(posted, due, buyer(direction), Account.revenueOf(direction.seller()))) {
            String id = EventId.derivedFrom(
                            "usage",
                            event.value(),
                            direction.seller().value(),
                            move.lot().toString(),
                            move.part().name())
                    .value();
            transfers.add(new Transfer(
                    id,
                    direction.network(),
                    move.debit(),
                    move.credit(),
                    move.amount(),
                    move.asset(),
                    move.code(),
                    event.value()));
        }
        return transfers;
    }

    /** The node at the other end, if it is one of this network. */
    private Account buyer(Direction direction) {
        return direction
                .buyerNode()
                .filter(buyer -> nodes.find(buyer)
                        .filter(node -> node.network().equals(direction.network()))
                        .isPresent())
                .map(Account::ofNode)
                .orElse(Account.SUSPENSE);
    }

    private Uni<Void> compare(Books.Transaction tx, Loaded loaded, Run run, MeterBook book, EventId event) {
        DirectionTable.Row row = loaded.row();
        boolean restarted = loaded.before().isEmpty() && !loaded.counterIsNew();
        boolean fell = run.fell() && !loaded.before().map(Run::fell).orElse(false);
        long restarts = row.restarts() + (restarted ? 1 : 0);
        long falls = row.falls() + (fell ? 1 : 0);
        Instant now = clock.instant();
        DivergenceRules.Decision decision = DivergenceRules.look(
                row.watch(),
                Figures.of(book, restarts, falls),
                loaded.seen().run().end(),
                divergences,
                now);
        DirectionTable.Row next = new DirectionTable.Row(row.freeBytes(), restarts, falls, decision.next());
        Direction direction = loaded.seen().direction();
        return keep(tx, direction, row, next).chain(() -> switch (decision.finding()) {
            case Finding.Steady ignored -> Uni.createFrom().voidItem();
            case Finding.Opened opened -> {
                countDivergence(opened.report().cause().name());
                yield tx.divergences()
                        .open(direction, opened.report())
                        .chain(() -> tx.stage(List.of(PaymentEvents.diverged(direction, opened.report(), event))));
            }
            case Finding.Closed ignored -> {
                countDivergence("none");
                yield tx.divergences()
                        .close(direction, now)
                        .chain(() -> tx.stage(List.<Event<?>>of(PaymentEvents.agreed(direction, now, event))));
            }
        });
    }

    private static Uni<Void> keep(
            Books.Transaction tx, Direction direction, DirectionTable.Row before, DirectionTable.Row next) {
        return next.equals(before)
                ? Uni.createFrom().voidItem()
                : tx.directions().keep(direction, next).replaceWithVoid();
    }

    private String outcome(Direction direction, Bill due, List<Transfer> transfers) {
        if (!due.unpayable().isEmpty()) {
            LOG.errorf(
                    "usage costs more than can be paid, it is not billed until the price is changed"
                            + " network=%s node=%s lots=%s",
                    direction.network(), direction.seller(), due.unpayable());
            return "unpayable";
        }
        if (!due.unpriced().isEmpty()) return "unpriced";
        return transfers.isEmpty() ? "counted" : "metered";
    }

    private void count(String outcome) {
        meters.counter("payment.usage", "outcome", outcome).increment();
    }

    private void countDivergence(String cause) {
        meters.counter("payment.divergences", "cause", cause.toLowerCase(Locale.ROOT))
                .increment();
    }
}

package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.outbox.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** All that this service keeps in PostgreSQL. */
@ApplicationScoped
public class Books {
    private final Database database;

    Books(Database database) {
        this.database = database;
    }

    /** One transaction; see {@link Database#inTransaction}. */
    public <T> Uni<T> inTransaction(Function<Transaction, Uni<T>> work) {
        return database.inTransaction(session -> work.apply(new Transaction(session)));
    }

    /** See {@link Database#isMigrated}. */
    public boolean areThere() {
        return database.isMigrated();
    }

    /** See {@link Database#onceMigrated}. */
    public void onceThere(Runnable listener) {
        database.onceMigrated(listener);
    }

    /** Works through items one after the other: a session takes one statement at a time. */
    public static <T> Uni<Void> inOrder(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Whether the database answers. */
    public Uni<Boolean> ping() {
        return database.ping();
    }

    /** What can be done inside the transaction; every call waits for the one before. */
    public static final class Transaction {
        private final Mutiny.Session session;

        private Transaction(Mutiny.Session session) {
            this.session = session;
        }

        public LedgerTables ledger() {
            return new LedgerTables(session);
        }

        public DirectionTable directions() {
            return new DirectionTable(session);
        }

        public RunTable runs() {
            return new RunTable(session);
        }

        public LotTable lots() {
            return new LotTable(session);
        }

        public TariffTable tariffs() {
            return new TariffTable(session);
        }

        public AdjustmentTable adjustments() {
            return new AdjustmentTable(session);
        }

        public StatementTable statements() {
            return new StatementTable(session);
        }

        public SettlementTable settlement() {
            return new SettlementTable(session);
        }

        public DebtTable debts() {
            return new DebtTable(session);
        }

        public AuditTable audits() {
            return new AuditTable(session);
        }

        public DivergenceTable divergences() {
            return new DivergenceTable(session);
        }

        public ChainTables chain() {
            return new ChainTables(session);
        }

        public SightingTable sightings() {
            return new SightingTable(session);
        }

        public NodeTables nodes() {
            return new NodeTables(session);
        }

        public ClaimTable claims() {
            return new ClaimTable(session);
        }

        public CreditTable credits() {
            return new CreditTable(session);
        }

        public EvidenceTables evidence() {
            return new EvidenceTables(session);
        }

        public WantedProofs wantedProofs() {
            return new WantedProofs(session);
        }

        public KeptBundles keptBundles() {
            return new KeptBundles(session);
        }

        public NoticeTable notices() {
            return new NoticeTable(session);
        }

        public AnswerTable answers() {
            return new AnswerTable(session);
        }

        public WebhookTable webhooks() {
            return new WebhookTable(session);
        }

        /** See {@link Database#firstTime}. */
        public Uni<Boolean> firstTime(EventId event) {
            return Database.firstTime(session, event);
        }

        /** See {@link Database#stage}. */
        public Uni<Void> stage(List<? extends Event<?>> events) {
            return Database.stage(session, events);
        }
    }
}

package io.meshplane.platform.outbox;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.platform.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way a flow writes: one transaction that holds state rows, the inbox row of the event that caused them and the
 * outbox rows of the events that follow.
 */
@ApplicationScoped
public class Database {
    private static final Duration PING_DEADLINE = Duration.ofSeconds(2);
    private static final String STAGE = """
            insert into outbox(event_id, topic, event_key, value)
            select id, topic, key, decode(value, 'base64') from jsonb_to_recordset(cast(cast(:events as text) as jsonb))
                as event(place integer, id text, topic text, key text, value text) order by place""";

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final Mutiny.SessionFactory sessions;
    private final OutboxDrain drain;
    private final Migration migration;

    Database(Mutiny.SessionFactory sessions, OutboxDrain drain, @Readiness Migration migration) {
        this.sessions = sessions;
        this.drain = drain;
        this.migration = migration;
    }

    /**
     * Runs work in one transaction and wakes the outbox once it is committed. Rolls back when the work fails.
     *
     * @param work sequential on the given session; it must not keep the session
     */
    public <T> Uni<T> inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return sessions.withTransaction((session, tx) -> work.apply(session)).invoke(drain::wake);
    }

    /** Lays events into the outbox of the running transaction, in this order and in one statement. */
    public static Uni<Void> stage(Mutiny.Session session, List<? extends Event<?>> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        JsonArray rows = new JsonArray();
        for (Event<?> event : events) {
            rows.add(new JsonObject()
                    .put("place", rows.size())
                    .put("id", event.id().value())
                    .put("topic", event.topic().name())
                    .put("key", event.key())
                    .put("value", BASE64.encodeToString(event.value().toByteArray())));
        }
        return session.createNativeQuery(STAGE)
                .setParameter("events", rows.encode())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Notes in the running transaction that an event was dealt with.
     *
     * @return false if it had been before: then the transaction must change nothing more
     */
    public static Uni<Boolean> firstTime(Mutiny.Session session, EventId event) {
        return session.createNativeQuery("insert into inbox(event_id) values (:id) on conflict do nothing")
                .setParameter("id", event.value())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Whether the tables are there. Work that nobody waits for has to wait for them; requests fail and are made again. */
    public boolean isMigrated() {
        return migration.isDone();
    }

    /** Runs something once the tables are there; it must not take long. */
    public void onceMigrated(Runnable listener) {
        migration.onceDone(listener);
    }

    /** Whether work can succeed: the schema is up to date, and the database answers and takes writes. */
    public Uni<Boolean> ping() {
        if (!migration.isDone()) return Uni.createFrom().item(false);
        return sessions.withSession(
                        session -> session.createNativeQuery("select not pg_is_in_recovery()", Boolean.class)
                                .getSingleResult())
                .ifNoItem()
                .after(PING_DEADLINE)
                .fail()
                .onFailure()
                .recoverWithItem(false);
    }
}

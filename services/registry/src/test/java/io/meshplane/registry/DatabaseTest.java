package io.meshplane.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.outbox.InboxPruning;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.ManualClock;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** What platform-outbox promises, on the real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class DatabaseTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final long LOCK_OF_THE_OUTBOX = 0x6d6573686f757462L;
    private final String name = Operators.freshNetwork();

    @Inject
    DataSource database;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    InboxPruning pruning;

    @Inject
    MeterRegistry meters;

    @Test
    void forgetsEventsThatNoTopicCanDeliverAnyMoreStepByStep() throws Throwable {
        ManualClock clock = new ManualClock(Instant.now());
        fillInbox(2 * InboxPruning.STEP_ROWS + 1);
        double prunedBefore = meters.counter("inbox.pruned").count();

        clock.advance(RETENTION.minusHours(1));
        assertThat(pruneStep(clock)).isZero();

        clock.advance(Duration.ofHours(2));
        assertThat(pruneStep(clock)).isEqualTo(InboxPruning.STEP_ROWS);
        assertThat(pruneStep(clock)).isEqualTo(InboxPruning.STEP_ROWS);
        assertThat(pruneStep(clock)).isEqualTo(1);
        assertThat(pruneStep(clock)).isZero();
        assertThat(meters.counter("inbox.pruned").count() - prunedBefore).isEqualTo(2 * InboxPruning.STEP_ROWS + 1);
    }

    @Test
    void leavesRowsToTheOneWhoIsDeletingThem() throws Throwable {
        ManualClock clock = new ManualClock(Instant.now().plus(RETENTION).plusSeconds(3600));
        fillInbox(3);

        try (Connection other = outsider();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("delete from inbox where event_id = '" + name + "-1'");

            assertThat(pruneStep(clock)).isEqualTo(2);
            other.rollback();
        }

        assertThat(pruneStep(clock)).isEqualTo(1);
    }

    @Test
    void findsOldRowsByAnIndex() throws SQLException {
        assertThat(single("select indexdef from pg_indexes where indexname = 'inbox_taken_at'"))
                .contains("(taken_at)");
    }

    @Test
    void anOutboxThatIsBehindIsDegradedAndNeitherDeadNorUnready() throws SQLException {
        try (Connection holder = outsider();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(" + LOCK_OF_THE_OUTBOX + ")");
            stageTenMinutesAgo();

            Await.until("its age is seen", SOON, () -> gauge("outbox.oldest.age") >= 600);
            assertThat(gauge("outbox.waiting")).isGreaterThanOrEqualTo(1);
            assertThat(health("well")).isEqualTo(503);
            assertThat(health("live")).isEqualTo(200);
            assertThat(health("ready")).isEqualTo(200);
            holder.rollback();
        }

        KafkaProbe.await(Topics.NODES, node -> node.getNodeId().equals(name), SOON);
        Await.until("well again", SOON, () -> health("well") == 200);
        assertThat(gauge("outbox.oldest.age")).isLessThan(600);
    }

    @Test
    void aStatementThatHangsIsCutOff() {
        assertThatThrownBy(() -> query("select cast(pg_sleep(600) as text)"))
                .hasStackTraceContaining("(57014)"); // query_canceled
    }

    @Test
    void aLockThatIsNotToBeHadIsGivenUp() throws SQLException {
        fillInbox(1);
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.executeUpdate("update inbox set taken_at = now() where event_id = '" + name + "-1'");

            assertThatThrownBy(() -> query("select event_id from inbox where event_id = '" + name + "-1' for update"))
                    .hasStackTraceContaining("(55P03)"); // lock_not_available
            holder.rollback();
        }
    }

    @Test
    void aTransactionThatDoesNothingIsEndedByTheServer() throws Throwable {
        assertThat(query("select current_setting('idle_in_transaction_session_timeout')"))
                .isEqualTo("75s");
    }

    private double gauge(String gauge) {
        return meters.get(gauge).gauge().value();
    }

    private int pruneStep(ManualClock clock) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pruning.step(clock.instant()));
    }

    private String query(String sql) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(
                (session, tx) -> session.createNativeQuery(sql, String.class).getSingleResult()));
    }

    private String single(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private void fillInbox(int rows) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from inbox");
            statement.executeUpdate(
                    "insert into inbox(event_id) select '" + name + "-' || n from generate_series(1, " + rows + ") n");
        }
    }

    /** A connection beside the pool, which has two. */
    private static Connection outsider() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    private void stageTenMinutesAgo() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox(event_id, topic, event_key, value, staged_at) values (?, ?, ?, ?,"
                                + " now() - interval '10 minutes')")) {
            insert.setString(1, EventId.derivedFrom("late", name).value());
            insert.setString(2, Topics.NODES.name());
            insert.setString(3, name);
            insert.setBytes(
                    4, NodeRegistered.newBuilder().setNodeId(name).build().toByteArray());
            insert.executeUpdate();
        }
    }

    private static int health(String kind) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(port)
                .get("/q/health/" + kind)
                .statusCode();
    }
}

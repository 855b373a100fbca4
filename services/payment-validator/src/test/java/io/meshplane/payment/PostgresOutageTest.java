package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.FaultProxy;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL alone is away while events are handled: Kafka and the service stay up. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class PostgresOutageTest extends PaymentTestBase {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String COIN = "eip155:7357/slip44:60";
    private static final int REPORTS_EACH = 8;
    private static final long STEP_BYTES = 7;

    @SuppressWarnings("NullAway.Init") // DevstackResource sets it
    FaultProxy postgres;

    @Inject
    PriceList prices;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    private String buyer = "";
    private long reports;
    private double deadBefore;

    @AfterEach
    void restore() {
        postgres.restore();
    }

    @Test
    void nothingIsLostAndNothingDoubledWhileItIsDown() throws SQLException {
        TestNode seller = seller();
        report(seller);

        postgres.goDown();
        report(seller);
        Await.until("not ready", LONG, () -> readiness() == 503);
        assertThat(liveness()).isEqualTo(200);
        postgres.restore();
        report(seller);

        assertEachReportIsBilledOnce(seller);
    }

    @Test
    void nothingIsLostAndNothingDoubledWhileItIsSilent() throws SQLException {
        TestNode seller = seller();
        report(seller);

        postgres.pause();
        report(seller);
        Await.until("not ready", LONG, () -> readiness() == 503);
        assertThat(liveness()).isEqualTo(200);
        postgres.restore();
        report(seller);

        assertEachReportIsBilledOnce(seller);
    }

    @Test
    void nothingIsLostAndNothingDoubledWhenConnectionsAreCutAtAnyMoment() throws SQLException {
        TestNode seller = seller();
        Random random = Seeded.random("cuts of connections to PostgreSQL");
        postgres.delay(Duration.ofMillis(2)); // so that a cut falls between the statements of a transaction

        for (int i = 0; i < 10; i++) {
            report(seller);
            long someBilled = reports - random.nextLong(1, REPORTS_EACH);
            Await.until("a moment in the middle", LONG, () -> rowsPosted(seller) >= someBilled);
            postgres.cut();
        }
        postgres.restore();

        assertEachReportIsBilledOnce(seller);
    }

    private void assertEachReportIsBilledOnce(TestNode seller) throws SQLException {
        String account = "revenue:" + seller.id();
        Await.until("everything is billed", LONG, () -> balance(account).equals(Long.toString(reports * STEP_BYTES)));
        Await.until("ready again", LONG, () -> readiness() == 200);
        assertThat(rowsPosted(seller)).isEqualTo(reports);
        assertThat(inboxRows(seller)).isEqualTo(reports);
        Await.until("all is published", LONG, () -> published(seller).size() >= reports);
        assertThat(published(seller).stream().distinct()).hasSize((int) reports);
        assertThat(deadLetters()).isEqualTo(deadBefore);
        assertSoundBooks();
    }

    private double deadLetters() {
        return meters.find("events.dead").tag("topic", Topics.USAGE.name()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private List<String> published(TestNode seller) {
        return KafkaProbe.now(Topics.LEDGER, posted -> isOf(seller, posted)).stream()
                .map(seen -> seen.value().getTransferId())
                .toList();
    }

    private static boolean isOf(TestNode seller, TransferPosted posted) {
        return posted.getCreditAccount().equals("revenue:" + seller.id());
    }

    /** A seller whose price is one unit a byte. */
    private TestNode seller() throws SQLException {
        deadBefore = deadLetters();
        TestNode seller = node("");
        String key = network + "/" + seller.id() + "/wlan0";
        PriceSet set = PriceSet.newBuilder()
                .setNetworkId(network)
                .setNodeId(seller.id().value())
                .setInterface("wlan0")
                .setPrice("1000000000")
                .setAsset(COIN)
                .setSetBy("test")
                .build();
        KafkaProbe.send(Topics.PRICES, key, EventId.derivedFrom("price", key), set);
        NetworkId in = new NetworkId(network);
        Price price = Price.parse("1000000000");
        Await.until(
                "the price is known",
                SOON,
                () -> prices.tariff(in, seller.id(), "wlan0", "").price().equals(price));
        buyer = buyerOf(seller).id().value();
        Await.until("the buyer has attested", SOON, () -> attested(seller) == 1);
        return seller;
    }

    /** Some reports of a counter that grows by the same step each time. */
    private void report(TestNode seller) {
        for (int i = 0; i < REPORTS_EACH; i++) {
            reports++;
            UsageReported usage = UsageReported.newBuilder()
                    .setNetworkId(network)
                    .setNodeId(seller.id().value())
                    .setInterface("wlan0")
                    .setPeerId(buyer)
                    .setCounterEpoch(1)
                    .setSentBytes(reports * STEP_BYTES)
                    .build();
            KafkaProbe.send(Topics.USAGE, seller.id() + "/wlan0/" + buyer, eventOf(seller, reports), usage);
        }
    }

    private static EventId eventOf(TestNode seller, long report) {
        return EventId.derivedFrom("outage", seller.id().value(), Long.toString(report));
    }

    private long attested(TestNode seller) throws SQLException {
        return count(
                "select count(*) from usage_lot where seller = ?", seller.id().value());
    }

    private long rowsPosted(TestNode seller) throws SQLException {
        return count("select count(*) from transfer where credit_account = ?", "revenue:" + seller.id());
    }

    private long inboxRows(TestNode seller) throws SQLException {
        String[] ids = LongStream.rangeClosed(1, reports)
                .mapToObj(report -> eventOf(seller, report).value())
                .toArray(String[]::new);
        return count("select count(*) from inbox where event_id = any (?)", ids);
    }

    private long count(String sql, Object parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            if (parameter instanceof String[] texts) query.setArray(1, connection.createArrayOf("text", texts));
            else query.setObject(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static int readiness() {
        return health("ready");
    }

    private static int liveness() {
        return health("live");
    }

    private static int health(String kind) {
        String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
        return RestAssured.given()
                .get("http://127.0.0.1:" + port + "/q/health/" + kind)
                .statusCode();
    }
}

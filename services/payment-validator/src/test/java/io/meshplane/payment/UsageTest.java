package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.domain.ledger.MeterKey;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class UsageTest extends PaymentTestBase {
    private static final String COIN = "eip155:7357/slip44:60";

    @Inject
    DataSource database;

    @Inject
    UsageFlow flow;

    @Test
    void trafficIsBilledToTheNodeAtTheOtherEnd() {
        TestNode seller = node("");
        TestNode buyer = node("");
        price(seller, "wlan0", "2000000000");

        report(seller, "wlan0", buyer.id().value(), 1, 1_500);

        awaitBalance("revenue:" + seller.id(), "3000");
        assertThat(balance("node:" + buyer.id())).isEqualTo("-3000");
        TransferPosted posted = KafkaProbe.await(
                        Topics.LEDGER, event -> event.getCreditAccount().equals("revenue:" + seller.id()), SOON)
                .value();
        assertThat(posted.getAmount()).isEqualTo("3000");
        assertThat(posted.getAsset()).isEqualTo(COIN);
        assertSoundBooks();
    }

    @Test
    void theBillIsTheSameHoweverReportsComeIn() {
        TestNode seller = node("");
        TestNode buyer = node("");
        price(seller, "wlan0", "333333333");
        Random random = Seeded.random("usage on the way");
        List<long[]> reports = new ArrayList<>(List.of(new long[] {1, 1_000_003}, new long[] {2, 500_009}));
        for (int i = 0; i < 30; i++) reports.add(new long[] {1 + i % 2, random.nextLong(500_000)});
        reports.addAll(List.copyOf(reports));
        Collections.shuffle(reports, random);

        for (long[] each : reports) report(seller, "wlan0", buyer.id().value(), each[0], each[1]);

        // floor(1000003 * 0.333333333) + floor(500009 * 0.333333333)
        awaitBalance("revenue:" + seller.id(), Long.toString(333_334 + 166_669));
        assertThat(balance("node:" + buyer.id())).isEqualTo(Long.toString(-333_334 - 166_669));
        assertSoundBooks();
    }

    @Test
    void anEventDeliveredTwiceIsBilledOnce() {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        UsageReported first = usage(seller, "wlan0", node("").id().value(), 1, 100);
        EventId id = EventId.derivedFrom("twice", seller.id().value());

        KafkaProbe.send(Topics.USAGE, key(first), id, first);
        KafkaProbe.send(
                Topics.USAGE,
                key(first),
                id,
                first.toBuilder().setSentBytes(900).build());
        report(seller, "wlan0", first.getPeerId(), 1, 101);

        awaitBalance("revenue:" + seller.id(), "101");
    }

    @Test
    void trafficToAnUnknownPeerIsBilledToSuspense() {
        TestNode seller = node("");
        price(seller, "eth1", "1000000000");

        report(seller, "eth1", "", 1, 40);

        awaitBalance("revenue:" + seller.id(), "40");
        operator()
                .get("/v1/networks/" + network + "/accounts/revenue:" + seller.id() + "/entries")
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].debitAccount", equalTo("suspense"))
                .body("entries[0].code", equalTo("USAGE"));
    }

    @Test
    void aPoisonRecordGoesToTheDeadLettersAndTheNextIsBilled() {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        String key = seller.id() + "/wlan0/" + UUID.randomUUID();
        Map<String, String> headers = Map.of(
                EventHeaders.TYPE, Topics.USAGE.eventType(),
                EventHeaders.ID, EventId.derivedFrom("poison", key).value());

        KafkaProbe.sendRaw("usage.v1", key, "no protobuf".getBytes(StandardCharsets.UTF_8), headers);
        UsageReported next = usage(seller, "wlan0", "", 1, 7);
        KafkaProbe.send(Topics.USAGE, key, EventId.derivedFrom("next", key), next);

        assertThat(KafkaProbe.awaitDeadLetter("payment-validator", key, SOON).headers())
                .containsEntry(EventHeaders.DEAD_TOPIC, "usage.v1");
        awaitBalance("revenue:" + seller.id(), "7");
    }

    @Test
    void aReportThatNoRuleCanTakeGoesToTheDeadLettersAndTheNextIsBilled() {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        String key = seller.id() + "/wlan0/" + UUID.randomUUID();
        UsageReported next = usage(seller, "wlan0", "", 1, 7);

        KafkaProbe.send(
                Topics.USAGE,
                key,
                EventId.derivedFrom("nobody", key),
                next.toBuilder().setNodeId("nobody").build());
        KafkaProbe.send(Topics.USAGE, key, EventId.derivedFrom("next", key), next);

        assertThat(KafkaProbe.awaitDeadLetter("payment-validator", key, SOON)
                        .headers()
                        .get(EventHeaders.DEAD_REASON))
                .startsWith("handler failed");
        awaitBalance("revenue:" + seller.id(), "7");
    }

    @Test
    void theLedgerLetsNobodyChangeWhatIsPosted() throws SQLException {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        report(seller, "wlan0", "", 1, 7);
        awaitBalance("revenue:" + seller.id(), "7");

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String change :
                    List.of("update transfer set amount = 8", "delete from transfer", "truncate transfer")) {
                assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void balancesArePagedByAccountAndAsset() {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        report(seller, "wlan0", "", 1, 7);
        awaitBalance("revenue:" + seller.id(), "7");
        String accounts = "/v1/networks/" + network + "/accounts";

        String first = operator()
                .get(accounts + "?limit=1")
                .then()
                .body("accounts", hasSize(1))
                .extract()
                .path("accounts[0].account");
        String asset = operator().get(accounts + "?limit=1").path("accounts[0].asset");
        String second = operator()
                .get(accounts + "?limit=1&after=" + first + "&afterAsset=" + asset)
                .path("accounts[0].account");

        assertThat(second).isGreaterThanOrEqualTo(first);
        operator().get(accounts + "?limit=0").then().statusCode(400).body("field", equalTo("limit"));
        operator().get(accounts + "/cash").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "accounts/treasury", "accounts/treasury/entries", "claims", "audit"})
    void onlyOperatorsOfTheNetworkSeeItsBooks(String path) {
        given().get("/v1/networks/" + network + "/" + path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        operator().get("/v1/networks/home/" + path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void onlyOperatorsSeeTheChain() {
        given().get("/v1/chain").then().statusCode(401).contentType("application/problem+json");
    }

    private void awaitBalance(String account, String balance) {
        Await.until(account + " is " + balance, SOON, () -> balance(account).equals(balance));
    }

    /** Sets a price and waits until the service bills by it. */
    private void price(TestNode seller, String interfaceName, String price) {
        PriceSet set = PriceSet.newBuilder()
                .setNetworkId(network)
                .setNodeId(seller.id().value())
                .setInterface(interfaceName)
                .setPrice(price)
                .setAsset(COIN)
                .setSetBy("test")
                .build();
        String key = network + "/" + seller.id() + "/" + interfaceName;
        KafkaProbe.send(Topics.PRICES, key, EventId.derivedFrom("price", key, price), set);
        MeterKey meter = new MeterKey(new NetworkId(network), seller.id(), interfaceName, "", 1);
        Await.until("the price is known", SOON, () -> flow.tariff(meter).price().equals(Price.parse(price)));
    }

    private void report(TestNode seller, String interfaceName, String peer, long epoch, long sentBytes) {
        UsageReported usage = usage(seller, interfaceName, peer, epoch, sentBytes);
        KafkaProbe.send(
                Topics.USAGE,
                key(usage),
                EventId.derivedFrom("report", UUID.randomUUID().toString()),
                usage);
    }

    private UsageReported usage(TestNode seller, String interfaceName, String peer, long epoch, long sentBytes) {
        UsageReported.Builder usage = UsageReported.newBuilder()
                .setNetworkId(network)
                .setNodeId(seller.id().value())
                .setInterface(interfaceName)
                .setCounterEpoch(epoch)
                .setSentBytes(sentBytes);
        if (!peer.isEmpty()) usage.setPeerId(peer);
        return usage.build();
    }

    private static String key(UsageReported usage) {
        return usage.getNodeId() + "/" + usage.getInterface() + "/" + usage.getPeerId();
    }
}

package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceCut;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class UsageTest extends UsageTestBase {
    @Test
    void trafficIsBilledToTheNodeAtTheOtherEnd() {
        TestNode seller = node("");
        TestNode buyer = buyerOf(seller);
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
        TestNode buyer = buyerOf(seller);
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
        UsageReported first = usage(seller, "wlan0", buyerOf(seller).id().value(), 1, 100);
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
    void trafficIsBilledOnceBothEndsAttestItAndOnlyAsFarAsTheyDo() {
        TestNode seller = node("");
        TestNode buyer = node("");
        TestNode other = buyerOf(seller);
        price(seller, "eth1", "1000000000");

        report(seller, "eth1", "", 1, 1_000_000);
        report(seller, "eth1", buyer.id().value(), 1, 500);
        report(seller, "eth1", other.id().value(), 7, 3);
        awaitBalance("revenue:" + seller.id(), "3");
        received(buyer, "wlan7", seller, 9, 40);
        awaitBalance("revenue:" + seller.id(), "43");
        received(buyer, "wlan7", seller, 9, 600);

        awaitBalance("revenue:" + seller.id(), "503");
        assertThat(balance("node:" + buyer.id())).isEqualTo("-500");
        assertSoundBooks();
    }

    @Test
    void endsThatDisagreeAreReportedOnce() {
        TestNode seller = node("");
        TestNode buyer = node("");
        price(seller, "wlan0", "0");
        report(seller, "wlan0", buyer.id().value(), 1, 200_000_000);
        awaitCounted(seller, 200_000_000);
        received(buyer, "wlan7", seller, 9, 150_000_000);
        String ofTheLink = "divergences.findAll { it.seller == '" + seller.id() + "' }";

        Await.until(
                "the loss is reported",
                SOON,
                () -> operator()
                        .get("/v1/networks/" + network + "/divergences?limit=1000")
                        .jsonPath()
                        .getList(ofTheLink + ".cause")
                        .equals(List.of("LOSS")));
        report(seller, "wlan0", buyer.id().value(), 1, 400_000_000);
        awaitCounted(seller, 400_000_000);
        received(buyer, "wlan7", seller, 9, 349_000_000);

        Await.until(
                "the ends agree again",
                SOON,
                () -> operator()
                        .get("/v1/networks/" + network + "/divergences?limit=1000")
                        .jsonPath()
                        .getList(ofTheLink + ".closedAt")
                        .stream()
                        .allMatch(closed -> closed != null));
    }

    @Test
    void bothEndsBillTheOldPriceBeforeAndTheNewOneAfterTheSameByte() {
        TestNode seller = node("");
        TestNode buyer = node("");
        price(seller, "wlan0", "1000000000");
        KafkaProbe.send(
                Topics.USAGE,
                "first",
                EventId.derivedFrom("first", seller.id().value()),
                usage(seller, "wlan0", buyer.id().value(), 1, 1_000).toBuilder()
                        .addSentCuts(PriceCut.newBuilder().setFromBytes(0).setVersion(1))
                        .build());
        received(buyer, "wlan7", seller, 9, 10_000);
        awaitBalance("revenue:" + seller.id(), "1000");
        price(seller, "wlan0", "3000000000");

        KafkaProbe.send(
                Topics.USAGE,
                "second",
                EventId.derivedFrom("second", seller.id().value()),
                usage(seller, "wlan0", buyer.id().value(), 1, 2_000).toBuilder()
                        .addSentCuts(PriceCut.newBuilder().setFromBytes(0).setVersion(1))
                        .addSentCuts(PriceCut.newBuilder().setFromBytes(1_400).setVersion(2))
                        .build());

        // 1400 bytes at 1, 600 at 3
        awaitBalance("revenue:" + seller.id(), "3200");
        operator()
                .get("/v1/networks/" + network + "/billed-prices?limit=1000")
                .then()
                .statusCode(200)
                .body(
                        "prices.findAll { it.seller == '" + seller.id() + "' }.price",
                        equalTo(List.of("1000000000", "3000000000")));
        assertSoundBooks();
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
        UsageReported next = usage(seller, "wlan0", buyerOf(seller).id().value(), 1, 7);
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
        UsageReported next = usage(seller, "wlan0", buyerOf(seller).id().value(), 1, 7);

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
}

package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** What tests of billing do all the time. */
abstract class UsageTestBase extends PaymentTestBase {
    static final String COIN = "eip155:7357/slip44:60";

    @Inject
    DataSource database;

    @Inject
    PriceList prices;

    void awaitCounted(TestNode seller, long bytes) {
        String counted =
                "select count(*) from usage_lot where seller = '" + seller.id() + "' and seller_bytes = " + bytes;
        Await.until("the seller has told", SOON, () -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(counted)) {
                return rows.next() && rows.getLong(1) == 1;
            }
        });
    }

    void awaitBalance(String account, String balance) {
        Await.until(account + " is " + balance, SOON, () -> balance(account).equals(balance));
    }

    /** Sets a price and waits until the service bills by it. */
    void price(TestNode seller, String interfaceName, String price) {
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
        NetworkId in = new NetworkId(network);
        Await.until(
                "the price is known",
                SOON,
                () -> prices.tariff(in, seller.id(), interfaceName, "").price().equals(Price.parse(price)));
    }

    void report(TestNode seller, String interfaceName, String peer, long epoch, long sentBytes) {
        UsageReported usage = usage(seller, interfaceName, peer, epoch, sentBytes);
        KafkaProbe.send(
                Topics.USAGE,
                key(usage),
                EventId.derivedFrom("report", UUID.randomUUID().toString()),
                usage);
    }

    void received(TestNode buyer, String interfaceName, TestNode seller, long epoch, long receivedBytes) {
        UsageReported usage = usage(buyer, interfaceName, seller.id().value(), epoch, 0).toBuilder()
                .setReceivedBytes(receivedBytes)
                .build();
        KafkaProbe.send(
                Topics.USAGE,
                key(usage),
                EventId.derivedFrom("received", UUID.randomUUID().toString()),
                usage);
    }

    UsageReported usage(TestNode seller, String interfaceName, String peer, long epoch, long sentBytes) {
        UsageReported.Builder usage = UsageReported.newBuilder()
                .setNetworkId(network)
                .setNodeId(seller.id().value())
                .setInterface(interfaceName)
                .setCounterEpoch(epoch)
                .setSentBytes(sentBytes);
        if (!peer.isEmpty()) usage.setPeerId(peer);
        return usage.build();
    }

    static String key(UsageReported usage) {
        return usage.getNodeId() + "/" + usage.getInterface() + "/" + usage.getPeerId();
    }
}

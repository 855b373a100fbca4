package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class NoticeStreamTest extends PaymentTestBase {
    private final List<EventReader> open = new ArrayList<>();

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void closeAll() {
        open.forEach(EventReader::close);
        Await.until("all places are free again", SOON, () -> streams() == 0);
    }

    @Test
    void aVerdictIsToldWhenItIsReachedAndOnceMoreFromWhereTheReaderWas() {
        EventReader reader = read(null);
        Await.until("it reads", SOON, () -> streams() == 1);
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(7));
        String id = claim(node, paid).path("claimId");
        chain.mine(4);

        List<EventReader.Event> told = reader.await(event -> event.data().contains(id), SOON);

        assertThat(told.getLast().name()).isEqualTo("verdict.changed");
        assertThat(told.getLast().data()).contains("\"state\":\"VALID\"", paid.toString());
        assertThat(told).anySatisfy(event -> {
            assertThat(event.name()).isEqualTo("payment.credited");
            assertThat(event.data()).contains("node:" + node.id());
        });
        assertThat(told.stream().map(EventReader.Event::id))
                .isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
        String before = Long.toString(Long.parseLong(told.getLast().id()) - 1);
        List<EventReader.Event> again = read(before).await(event -> event.data().contains(id), SOON);
        assertThat(again.getFirst()).isEqualTo(told.getLast());
        operator()
                .get("/v1/networks/" + network + "/notices?limit=1&after=" + before)
                .then()
                .statusCode(200)
                .body("notices[0].data.claimId", equalTo(id));
    }

    @Test
    void anotherNetworksStreamDoesNotExist() {
        given().auth()
                .oauth2(Operators.tokenFor("home"))
                .get("/v1/networks/" + network + "/notices/stream")
                .then()
                .statusCode(404);
        given().get("/v1/networks/" + network + "/notices/stream").then().statusCode(401);
    }

    @Test
    void aNetworkHasSoManyStreamsAndNoMore() {
        for (int i = 0; i < 3; i++) read(null);
        Await.until("they read", SOON, () -> streams() == 3);

        operator()
                .get("/v1/networks/" + network + "/notices/stream")
                .then()
                .statusCode(429)
                .contentType("application/problem+json");

        open.removeFirst().close();
        Await.until("its place is free", SOON, () -> streams() == 2);
        read(null);
        Await.until("another one has it", SOON, () -> streams() == 3);
    }

    @Test
    void whoComesBackTooLateIsToldSo() throws SQLException {
        long[] seqs = notices(3, 10);
        try (Connection connection = database.getConnection();
                PreparedStatement forget =
                        connection.prepareStatement("delete from notice where network_id = ? and seq < ?")) {
            forget.setString(1, network);
            forget.setLong(2, seqs[2]);
            forget.executeUpdate();
        }

        List<EventReader.Event> told =
                read(Long.toString(seqs[0])).await(event -> !event.id().isEmpty(), SOON);

        assertThat(told).extracting(EventReader.Event::name).containsExactly("gap", "payment.credited");
        assertThat(told.getLast().id()).isEqualTo(Long.toString(seqs[2]));
    }

    @Test
    void aClientThatTakesNothingIsEnded() throws Exception {
        long first = notices(4_000, 4_000)[0];
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout((int) SOON.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
            socket.getOutputStream().write(request(Long.toString(first - 1)).getBytes(StandardCharsets.US_ASCII));
            Await.until("it reads", SOON, () -> streams() == 1);

            Await.until("it is ended", SOON, () -> streams() == 0);

            String all = new String(drain(socket), StandardCharsets.UTF_8);
            assertThat(all).contains("event:payment.credited").contains("too slow: come back with Last-Event-ID");
            assertThat(all.length()).isLessThan(4_000 * 4_000);
        }
    }

    @Test
    void whatIsNoEventIdIsRefused() {
        operator()
                .header("Last-Event-ID", "x")
                .get("/v1/networks/" + network + "/notices/stream")
                .then()
                .statusCode(400)
                .body("field", equalTo("Last-Event-ID"));
    }

    private static byte[] drain(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private String request(String lastEventId) {
        return "GET /v1/networks/" + network + "/notices/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + Operators.tokenFor(network) + "\r\nLast-Event-ID: " + lastEventId + "\r\n\r\n";
    }

    private EventReader read(@Nullable String lastEventId) {
        EventReader reader = EventReader.open(
                "http://127.0.0.1:" + RestAssured.port + "/v1/networks/" + network + "/notices/stream",
                Operators.tokenFor(network),
                lastEventId);
        open.add(reader);
        return reader;
    }

    /** The gauge is there from the first stream on. */
    private int streams() {
        Gauge gauge = meters.find("payment.streams").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    /** Notices of this network, as a busy day makes them. */
    private long[] notices(int count, int bytes) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into notice(network_id, node_id, payment_key, kind, body, noticed_at)
                        select ?, '', 'k' || i, 'payment.credited', '{"x":"' || repeat('x', ?) || '"}', now()
                        from generate_series(1, ?) i returning seq""")) {
            insert.setString(1, network);
            insert.setInt(2, bytes);
            insert.setInt(3, count);
            LongStream.Builder seqs = LongStream.builder();
            try (var rows = insert.executeQuery()) {
                while (rows.next()) seqs.add(rows.getLong(1));
            }
            return seqs.build().toArray();
        }
    }
}

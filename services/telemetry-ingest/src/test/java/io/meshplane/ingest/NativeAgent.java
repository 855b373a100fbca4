package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.DEADLINE;
import static io.restassured.RestAssured.given;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportWriter;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** One lane of an agent that speaks format 2 under a session. */
final class NativeAgent {
    static final long BOOT = 0xab;
    static final int SCRAPES = 3;
    private static final SeriesId SENT =
            new SeriesId("interface_sent_bytes_total", List.of(new MetricBlock.Label("interface", "wlan0")));
    private static final SeriesId LOAD = new SeriesId("load1", List.of());

    private final TestNode node;
    private final String token;
    private final ReportWriter writer;

    private NativeAgent(TestNode node, String token, Lane lane) {
        this.node = node;
        this.token = token;
        this.writer = new ReportWriter(lane);
    }

    /** Signs in; waits for the node to be known, as it was enrolled on the topic a moment ago. */
    static NativeAgent signedIn(TestNode node) {
        String token = Await.value("the node is known", DEADLINE, () -> {
            Response answer = given().headers(node.signedHeaders("POST", "/v1/telemetry/sessions", "", new byte[0]))
                    .post("/v1/telemetry/sessions");
            return answer.statusCode() == 200 ? answer.jsonPath().getString("token") : null;
        });
        return new NativeAgent(node, token, Lane.LIVE);
    }

    static void revoke(TestNode node) {
        NodeRegistered revoked = NodeRegistered.newBuilder()
                .setNodeId(node.id().value())
                .setNetworkId(node.network())
                .setPublicKey(ByteString.copyFrom(node.key().publicKey()))
                .setRole(NodeRole.NODE_ROLE_GATEWAY)
                .setRevoked(true)
                .build();
        KafkaProbe.send(
                Topics.NODES,
                node.id().value(),
                EventId.derivedFrom("revoked", node.id().value()),
                revoked);
    }

    /** The same session, another lane. */
    NativeAgent inLane(Lane other) {
        return new NativeAgent(node, token, other);
    }

    TestNode node() {
        return node;
    }

    String token() {
        return token;
    }

    /** The next report will be self-contained. */
    void startAnew() {
        writer.reset();
    }

    /** The lane's next message; its values tell its sequence. */
    byte[] report(long sequence) {
        MetricTable table = new MetricTable();
        for (int i = 0; i < SCRAPES; i++) table.addRow(1_700_000_000_000L + 60_000 * sequence + 10_000L * i);
        int sent = table.column(SENT, MetricTable.Kind.COUNT);
        for (int i = 0; i < SCRAPES; i++) table.setBits(sent, i, 1000 * sequence + 7L * i);
        int load = table.column(LOAD, MetricTable.Kind.NUMBER);
        table.setNumber(load, 0, 0.25);
        table.setNumber(load, 2, 0.75);
        LogLines lines = new LogLines();
        lines.add("line " + sequence);
        return writer.write(new Report(
                node.id().value(),
                BOOT,
                sequence,
                1_700_000_000_000L + 60_000 * sequence + 21_000,
                "0.1.0",
                3600,
                12,
                table,
                List.of(new LinkSample("wlan0", "fe80::1", "fe80::2", null, 256, 21_040)),
                List.of(new UsageCounter("wlan0", null, 42, -1L, 300 * sequence)),
                List.of(),
                lines));
    }

    /** Header lines of its uploads. */
    String headers() {
        return "Authorization: Session " + token + "\r\nContent-Type: " + Uploads.TYPE + "\r\n";
    }

    ValidatableResponse upload(byte[] body) {
        return given().header("Authorization", "Session " + token)
                .contentType(Uploads.TYPE)
                .body(body)
                .post("/v1/telemetry")
                .then();
    }
}

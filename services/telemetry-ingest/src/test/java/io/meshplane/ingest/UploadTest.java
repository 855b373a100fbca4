package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.DEADLINE;
import static io.meshplane.ingest.Uploads.bytes;
import static io.meshplane.ingest.Uploads.upload;
import static io.meshplane.ingest.Uploads.uploaded;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.github.luben.zstd.Zstd;
import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.event.HeartbeatReceived;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchEncoder;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class UploadTest {
    private static final long BOOT = 0xfedc_ba98_7654_3210L;

    private final TestNode node = TestNodes.enrol(Operators.freshNetwork(), NodeRole.NODE_ROLE_RELAY);
    private final String id = node.id().value();

    @Test
    void putsEveryPartOfABatchOnItsTopic() {
        upload(node, bytes(node, BOOT, 1)).statusCode(202).body("accepted", equalTo("1"));

        KafkaProbe.Seen<UploadAccepted> record = KafkaProbe.await(Topics.UPLOADS, m -> isOurs(m.getNodeId()), DEADLINE);
        assertThat(record.key()).isEqualTo(id);
        assertThat(record.headers()).containsEntry(UploadHeaders.NUMBER, "fedcba9876543210/1/1700000006001");
        assertThat(record.value().getNetworkId()).isEqualTo(node.network());
        assertThat(record.value().getSeries(0).getNumbersList()).containsExactly(1.0, 1.5);
        HeartbeatReceived heartbeat = KafkaProbe.await(Topics.HEARTBEATS, h -> isOurs(h.getNodeId()), DEADLINE)
                .value();
        assertThat(heartbeat.getBabelRoutes()).isEqualTo(12);
        KafkaProbe.Seen<LinkObserved> link = KafkaProbe.await(Topics.LINKS, l -> isOurs(l.getNodeId()), DEADLINE);
        assertThat(link.key()).isEqualTo(id + "/wlan0/fe80::2");
        assertThat(link.value().getRttMicros()).isEqualTo(21_040);
        KafkaProbe.Seen<UsageReported> usage = KafkaProbe.await(Topics.USAGE, u -> isOurs(u.getNodeId()), DEADLINE);
        assertThat(usage.key()).isEqualTo(id + "/wlan0/");
        assertThat(Long.toUnsignedString(usage.value().getSentBytes())).isEqualTo("18446744073709551615");
        CursorAdvanced cursor = KafkaProbe.await(Topics.CURSORS, c -> isOurs(c.getNodeId()), DEADLINE)
                .value();
        assertThat(cursor.getBoots(0).getBootId()).isEqualTo(BOOT);
        assertThat(cursor.getBoots(0).getHighest()).isEqualTo(1);
    }

    @Test
    void acknowledgesARepeatAndPublishesNothing() {
        uploaded(node, BOOT, 1);

        upload(node, bytes(node, BOOT, 1)).statusCode(200).body("accepted", equalTo("1"));

        uploaded(node, BOOT, 2);
        KafkaProbe.await(Topics.HEARTBEATS, h -> isOurs(h.getNodeId()) && h.getSequence() == 2, DEADLINE);
        assertThat(uploads()).extracting(UploadAccepted::getSequence).containsExactly(1L, 2L);
        assertThat(KafkaProbe.now(Topics.HEARTBEATS, h -> isOurs(h.getNodeId())))
                .hasSize(2);
    }

    @Test
    void takesALateUploadWithoutPassingItsLinksOffAsThePresent() {
        uploaded(node, BOOT, 3);
        uploaded(node, BOOT, 1);

        CursorAdvanced cursor = KafkaProbe.await(
                        Topics.CURSORS,
                        c -> isOurs(c.getNodeId()) && c.getBoots(0).getMissing() == 1,
                        DEADLINE)
                .value();
        assertThat(cursor.getBoots(0).getHighest()).isEqualTo(3);
        assertThat(cursor.getBoots(0).getOpenList()).as("2 never came").containsExactly(2L, 2L);
        assertThat(uploads()).extracting(UploadAccepted::getBacklog).containsExactly(false, true);
        assertThat(KafkaProbe.now(Topics.HEARTBEATS, h -> isOurs(h.getNodeId())))
                .hasSize(2);
        assertThat(KafkaProbe.now(Topics.LINKS, l -> isOurs(l.getNodeId())))
                .extracting(seen -> seen.value().getSequence())
                .containsExactly(3L);
    }

    @Test
    void tellsALinkAndACounterAgainOnlyWhenTheyChanged() {
        uploaded(node, BOOT, 1);
        uploaded(node, BOOT, 2);

        KafkaProbe.await(Topics.HEARTBEATS, h -> isOurs(h.getNodeId()) && h.getSequence() == 2, DEADLINE);
        assertThat(KafkaProbe.now(Topics.LINKS, l -> isOurs(l.getNodeId()))).hasSize(1);
        assertThat(KafkaProbe.now(Topics.USAGE, u -> isOurs(u.getNodeId()))).hasSize(1);
    }

    @Test
    void laysAnUnreadableUploadAmongTheDeadLettersAndGoesOn() {
        KafkaProbe.sendRaw(Topics.UPLOADS.name(), id, new byte[] {(byte) 0xff}, Map.of());

        uploaded(node, BOOT, 1);

        KafkaProbe.awaitDeadLetter("telemetry-ingest", id, DEADLINE);
        KafkaProbe.await(Topics.HEARTBEATS, h -> isOurs(h.getNodeId()), DEADLINE);
    }

    @Test
    void refusesABatchOfAnotherNode() {
        TestNode other = TestNodes.enrol(node.network(), NodeRole.NODE_ROLE_CLIENT);

        upload(node, bytes(other, BOOT, 1)).statusCode(403).contentType("application/problem+json");
    }

    @Test
    void refusesADamagedBatch() {
        byte[] body = bytes(node, BOOT, 1);
        body[body.length - 1] ^= 1;

        upload(node, body).statusCode(400).body("type", equalTo("urn:meshplane:problem:batch-damaged"));
    }

    @Test
    void refusesWhatIsNoBatch() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        upload(node, body).statusCode(400).body("type", equalTo("urn:meshplane:problem:batch-not-a-batch"));
        upload(node, new byte[0]).statusCode(400).body("type", equalTo("urn:meshplane:problem:batch-not-a-batch"));
    }

    @Test
    void refusesAnotherVersionByName() {
        byte[] body = bytes(node, BOOT, 1);
        body[4] = 2;

        upload(node, body).statusCode(400).body("detail", containsString("version 2"));
    }

    @Test
    void refusesABodyThatBreaksTheFormatUnderAGoodChecksum() {
        upload(node, sealed(new byte[] {0, 0, 0}))
                .statusCode(422)
                .body("type", equalTo("urn:meshplane:problem:batch-malformed"));
    }

    @Test
    void refusesABomb() {
        upload(node, sealed(new byte[64 << 20]))
                .statusCode(422)
                .body("type", equalTo("urn:meshplane:problem:batch-too-large"));
    }

    @Test
    void refusesWhatIsLargerThanAKafkaRecordWhenWrittenOut() {
        List<MetricBlock.Series> series = IntStream.range(0, 1_200)
                .mapToObj(i -> new MetricBlock.Label("l", i + "x".repeat(1_000)))
                .map(label -> new MetricBlock.Series("s", List.of(label), new double[0]))
                .toList();
        Batch batch =
                new Batch(id, BOOT, 1, 0, "v", 0, null, new MetricBlock(new long[0], series), List.of(), List.of());

        upload(node, BatchEncoder.encode(batch))
                .statusCode(422)
                .body("type", equalTo("urn:meshplane:problem:batch-too-large"));
    }

    @Test
    void refusesABodyOfAQuarterMebibyteAndMore() {
        upload(node, new byte[(256 << 10) + 1]).statusCode(413).contentType("application/problem+json");
    }

    @Test
    void refusesWhatNobodySigned() {
        given().contentType(Uploads.TYPE)
                .body(bytes(node, BOOT, 1))
                .post("/v1/batches")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void refusesABodyThatWasChangedAfterSigning() {
        uploaded(node, BOOT, 1);
        byte[] signed = bytes(node, BOOT, 2);
        Map<String, String> headers = node.signedHeaders("POST", "/v1/batches", "", signed);

        given().headers(headers)
                .contentType(Uploads.TYPE)
                .body(bytes(node, BOOT, 3))
                .post("/v1/batches")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesAnotherMediaType() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        given().headers(node.signedHeaders("POST", "/v1/batches", "", body))
                .contentType("application/json")
                .body(body)
                .post("/v1/batches")
                .then()
                .statusCode(415);
    }

    @Test
    void survivesAnUnreadableCursorOnTheTopic() {
        KafkaProbe.sendRaw(Topics.CURSORS.name(), id, new byte[] {(byte) 0xff}, Map.of());

        upload(node, bytes(node, BOOT, 1)).statusCode(202).body("accepted", notNullValue());
    }

    private List<UploadAccepted> uploads() {
        return KafkaProbe.now(Topics.UPLOADS, u -> isOurs(u.getNodeId())).stream()
                .map(KafkaProbe.Seen::value)
                .toList();
    }

    private boolean isOurs(String nodeId) {
        return nodeId.equals(id);
    }

    private static byte[] sealed(byte[] content) {
        byte[] frame = Zstd.compress(content);
        CRC32C crc = new CRC32C();
        crc.update(frame);
        return ByteBuffer.allocate(9 + frame.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("MPTB".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(frame)
                .array();
    }
}

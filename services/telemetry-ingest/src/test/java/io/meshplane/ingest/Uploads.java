package io.meshplane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchEncoder;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.TestNode;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;

/** Batches and how they are uploaded. */
final class Uploads {
    static final String TYPE = "application/vnd.meshplane.batch";
    static final Duration DEADLINE = Duration.ofSeconds(15);

    /** A batch of two scrapes; the values tell its sequence. */
    static Batch batch(String nodeId, long bootId, long sequence) {
        MetricBlock metrics = new MetricBlock(
                new long[] {1_700_000_000_000L, 1_700_000_005_000L},
                List.of(
                        new MetricBlock.Series(
                                "interface_sent_bytes_total",
                                List.of(new MetricBlock.Label("interface", "wlan0")),
                                new double[] {sequence, sequence + 0.5}),
                        new MetricBlock.Series(
                                "load1", List.of(), new double[] {Double.NaN, Double.POSITIVE_INFINITY})));
        return new Batch(
                nodeId,
                bootId,
                sequence,
                1_700_000_006_000L + sequence,
                "0.1.0",
                3600,
                12,
                metrics,
                List.of(new LinkSample("wlan0", "fe80::1", "fe80::2", null, 256, 21_040)),
                List.of(new UsageCounter("wlan0", null, 42, -1L, 300)));
    }

    static byte[] bytes(TestNode node, long bootId, long sequence) {
        return BatchEncoder.encode(batch(node.id().value(), bootId, sequence));
    }

    static Response post(TestNode node, byte[] body) {
        return given().headers(node.signedHeaders("POST", "/v1/batches", "", body))
                .contentType(TYPE)
                .body(body)
                .post("/v1/batches");
    }

    /** Uploads; waits for the node to be known here, as it was enrolled on the topic a moment ago. */
    static ValidatableResponse upload(TestNode node, byte[] body) {
        return Await.value("the node is known", DEADLINE, () -> {
                    Response response = post(node, body);
                    return response.statusCode() == 401 || response.statusCode() == 503 ? null : response;
                })
                .then();
    }

    static void uploaded(TestNode node, long bootId, long sequence) {
        int status = upload(node, bytes(node, bootId, sequence)).extract().statusCode();
        assertThat(status).isEqualTo(202);
    }

    private Uploads() {}
}

package io.meshplane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.prometheus.v2.Request;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class StandardSendersTest {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String VERSION_2 = PROTOBUF + ";proto=io.prometheus.write.v2.Request";

    private final SenderNode sender = SenderNode.enrol(Operators.freshNetwork());

    private RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + sender.token());
    }

    /** Asks until the token is known here: it was published a moment ago. */
    private static ValidatableResponse known(Function<RequestSpecification, Response> post, RequestSpecification as) {
        return Await.value("the token is known", DEADLINE, () -> {
                    Response response = post.apply(given().spec(as));
                    return response.statusCode() == 401 || response.statusCode() == 503 ? null : response;
                })
                .then();
    }

    private static Response otlp(RequestSpecification as, String path, byte[] body) {
        return as.contentType(PROTOBUF).body(body).post(path);
    }

    private static Response remoteWrite(RequestSpecification as, byte[] body) {
        return as.contentType(PROTOBUF)
                .header("Content-Encoding", "snappy")
                .body(body)
                .post("/api/v1/write");
    }

    private List<UploadAccepted> uploads() {
        return KafkaProbe.now(Topics.UPLOADS, upload -> upload.getNodeId().equals(sender.id())).stream()
                .map(KafkaProbe.Seen::value)
                .toList();
    }

    @Test
    void putsOneRecordOnKafkaForARequestWhateverItsCoding() {
        known(as -> otlp(as, "/v1/metrics", SenderBodies.cumulative()), bearer())
                .statusCode(200)
                .contentType(PROTOBUF);
        bearer().header("Content-Encoding", "zstd")
                .contentType(PROTOBUF)
                .body(Zstd.compress(SenderBodies.cumulative()))
                .post("/v1/metrics")
                .then()
                .statusCode(200);

        List<UploadAccepted> uploads = uploads();
        assertThat(uploads).hasSize(2);
        UploadAccepted first = uploads.getFirst();
        assertThat(first.getDoor()).isEqualTo(UploadDoor.UPLOAD_DOOR_OTLP);
        assertThat(first.getNetworkId()).isEqualTo(sender.node().network());
        assertThat(first.getStringsList()).contains("rx_total");
        assertThat(first.getSeries(0).getCountsList()).containsExactly(42L);
        assertThat(first.getSampledAtMsList()).containsExactly(5L);
    }

    @Test
    void saysWhatWasRejectedInTheEncodingOfTheRequest() throws InvalidProtocolBufferException {
        byte[] delta = SenderBodies.metrics(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                .toByteArray();

        byte[] answer = known(as -> otlp(as, "/v1/metrics", delta), bearer())
                .statusCode(200)
                .extract()
                .asByteArray();
        ValidatableResponse json = bearer().contentType("application/json")
                .body("""
                        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"x","sum":{
                          "aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1"}]}}]}]}]}""")
                .post("/v1/metrics")
                .then();

        assertThat(ExportMetricsServiceResponse.parseFrom(answer)
                        .getPartialSuccess()
                        .getRejectedDataPoints())
                .isEqualTo(1);
        json.statusCode(200)
                .contentType("application/json")
                .body("partialSuccess.rejectedDataPoints", equalTo("1"))
                .body(
                        "partialSuccess.errorMessage",
                        equalTo(
                                "resource_metrics[0].scope_metrics[0].metrics[0]: only cumulative temporality is taken"));
        assertThat(uploads()).isEmpty();
    }

    @Test
    void takesLogsAsJson() {
        byte[] logs = """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":13,"body":{"stringValue":"hm"}}]}]}]}""".getBytes(StandardCharsets.UTF_8);

        known(as -> as.contentType("application/json").body(logs).post("/v1/logs"), bearer())
                .statusCode(200)
                .contentType("application/json");

        assertThat(uploads().getFirst().getLogLines(0).toStringUtf8()).isEqualTo("{\"level\":\"WARN\",\"msg\":\"hm\"}");
    }

    @Test
    void takesRemoteWriteOfBothVersionsAndSaysWhatIsWritten() {
        byte[] version1 = SenderBodies.snappy(
                SenderBodies.written("__name__", "m", "a", "1").toByteArray());
        byte[] version2 = Request.newBuilder()
                .addAllSymbols(List.of("", "__name__", "m"))
                .addTimeseries(io.meshplane.ingest.prometheus.v2.TimeSeries.newBuilder()
                        .addAllLabelsRefs(List.of(1, 2))
                        .addSamples(io.meshplane.ingest.prometheus.v2.Sample.newBuilder()
                                .setTimestamp(6)
                                .setValue(2.5)))
                .build()
                .toByteArray();

        known(as -> remoteWrite(as, version1), bearer())
                .statusCode(204)
                .header("X-Prometheus-Remote-Write-Samples-Written", "1");
        bearer().contentType(VERSION_2)
                .header("Content-Encoding", "snappy")
                .body(SenderBodies.snappy(version2))
                .post("/api/v1/write")
                .then()
                .statusCode(204)
                .header("X-Prometheus-Remote-Write-Histograms-Written", "0");

        assertThat(uploads())
                .extracting(upload -> upload.getSeries(0).getNumbers(0))
                .containsExactlyInAnyOrder(1.5, 2.5);
    }

    @Test
    void takesRemoteWriteInZstdAsVmagentSendsIt() {
        byte[] body = Zstd.compress(SenderBodies.written("__name__", "m").toByteArray());

        known(
                        as -> as.contentType(PROTOBUF)
                                .header("Content-Encoding", "zstd")
                                .body(body)
                                .post("/api/v1/write"),
                        bearer())
                .statusCode(204);
    }

    @Test
    void refusesLabelsThatBreakARule() {
        byte[] body = SenderBodies.snappy(SenderBodies.written("a", "1").toByteArray());

        known(as -> remoteWrite(as, body), bearer())
                .statusCode(400)
                .contentType("application/problem+json")
                .header("X-Prometheus-Remote-Write-Samples-Written", "0")
                .body("detail", equalTo("timeseries[0]: no __name__"));
    }

    @Test
    void knowsATokenAsAPasswordAndANodeBySignature() {
        byte[] body = SenderBodies.cumulative();
        known(as -> otlp(as, "/v1/metrics", body), given().auth().preemptive().basic(sender.id(), sender.token()))
                .statusCode(200);
        known(as -> otlp(as, "/v1/metrics", body), given().auth().preemptive().basic("", sender.token()))
                .statusCode(200);
        given().headers(sender.node().signedHeaders("POST", "/v1/metrics", "", body))
                .contentType(PROTOBUF)
                .body(body)
                .post("/v1/metrics")
                .then()
                .statusCode(200);
    }

    @Test
    void forbidsATokenUnderAnothersName() {
        known(
                        as -> otlp(as, "/v1/metrics", SenderBodies.cumulative()),
                        given().auth().preemptive().basic("another", sender.token()))
                .statusCode(403)
                .contentType(PROTOBUF);
    }

    @Test
    void asksForATokenThatIsKnown() {
        remoteWrite(
                        given().header("Authorization", "Bearer nobody"),
                        SenderBodies.snappy(
                                SenderBodies.written("__name__", "m").toByteArray()))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer, Basic realm=\"meshplane\"");
        otlp(given(), "/v1/metrics", SenderBodies.cumulative()).then().statusCode(401);
    }

    @Test
    void forgetsATokenThatWasTakenBack() {
        known(as -> otlp(as, "/v1/metrics", SenderBodies.cumulative()), bearer())
                .statusCode(200);

        sender.withoutToken();

        Await.until(
                "the token is forgotten",
                DEADLINE,
                () -> otlp(bearer(), "/v1/metrics", SenderBodies.cumulative()).statusCode() == 401);
    }

    @Test
    void knowsOnlyItsCodingsAndTypes() {
        for (String path : List.of("/v1/metrics", "/v1/logs", "/api/v1/write")) {
            bearer().contentType(PROTOBUF)
                    .header("Content-Encoding", "br")
                    .body(SenderBodies.cumulative())
                    .post(path)
                    .then()
                    .statusCode(415);
            bearer().contentType("text/plain").body("x").post(path).then().statusCode(415);
        }
    }

    @Test
    void refusesWhatCannotBeReadInTheEncodingOfTheRequest() {
        known(as -> otlp(as, "/v1/metrics", new byte[] {1, 2, 3}), bearer())
                .statusCode(400)
                .contentType(PROTOBUF);
        bearer().contentType("application/json")
                .body("{")
                .post("/v1/metrics")
                .then()
                .statusCode(400)
                .body("code", equalTo(3))
                .body("message", equalTo("not JSON, or nested too deeply"));
    }

    @Test
    void refusesABombAndABodyOfMoreThanFourMebibytes() {
        byte[] bomb = Zstd.compress(new byte[64 << 20]);
        known(
                        as -> as.contentType(PROTOBUF)
                                .header("Content-Encoding", "zstd")
                                .body(bomb)
                                .post("/v1/metrics"),
                        bearer())
                .statusCode(413);
        remoteWrite(bearer(), new byte[(4 << 20) + 1]).then().statusCode(413);
    }
}

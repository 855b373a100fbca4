package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Format 2 under a session. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@SuppressWarnings("NullAway.Init") // set before each test
class NativeUploadTest {
    private NativeAgent agent;

    @BeforeEach
    void signIn() {
        agent = NativeAgent.signedIn(TestNodes.enrol(Operators.freshNetwork(), NodeRole.NODE_ROLE_GATEWAY));
    }

    @Test
    void putsAReportOnKafkaAsOneRecordThatHoldsAllOfIt() {
        agent.upload(agent.report(1)).statusCode(204).header("Accepted", "00000000000000ab/1");

        UploadAccepted upload = onlyUpload();
        assertThat(upload.getDoor()).isEqualTo(UploadDoor.UPLOAD_DOOR_NATIVE);
        assertThat(upload.getNetworkId()).isEqualTo(agent.node().network());
        assertThat(upload.getSampledAtMsList()).hasSize(NativeAgent.SCRAPES);
        assertThat(upload.getSeriesCount()).isEqualTo(2);
        assertThat(upload.getStrings(upload.getSeries(0).getName())).isEqualTo("interface_sent_bytes_total");
        assertThat(upload.getSeries(0).getCountsList())
                .as("the first, then differences")
                .containsExactly(1000L, 7L, 7L);
        assertThat(upload.getSeries(1).getNumbersList()).containsExactly(0.25, 0.75);
        assertThat(upload.getSeries(1).getMissing().toByteArray())
                .as("not sampled in the second")
                .containsExactly(2);
        assertThat(upload.getLogLines(0).toStringUtf8()).isEqualTo("line 1");
        assertThat(upload.getLinksCount()).isEqualTo(1);
        assertThat(upload.getUsageCount()).isEqualTo(1);
        assertThat(KafkaProbe.await(Topics.LOGS, logs -> isOurs(logs.getNodeId()), DEADLINE)
                        .value()
                        .getLines(0)
                        .toStringUtf8())
                .isEqualTo("line 1");
    }

    @Test
    void goesOnFromUploadToUploadWithStateCarried() {
        for (long sequence = 1; sequence <= 20; sequence++) {
            agent.upload(agent.report(sequence)).statusCode(204).header("Accepted", "00000000000000ab/" + sequence);
        }

        assertThat(uploads())
                .extracting(UploadAccepted::getSequence)
                .hasSize(20)
                .isSorted();
        assertThat(uploads().getLast().getSeries(0).getCounts(0)).isEqualTo(20_000);
    }

    @Test
    void threeDeliveriesOfABatchLeaveOneRecord() {
        agent.upload(agent.report(1)).statusCode(204);
        byte[] second = agent.report(2);

        for (int i = 0; i < 3; i++) agent.upload(second).statusCode(204).header("Accepted", "00000000000000ab/2");
        agent.upload(agent.report(3)).statusCode(204);

        assertThat(uploads()).extracting(UploadAccepted::getSequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void deliveriesAtOnceLeaveOneRecord() {
        agent.upload(agent.report(1)).statusCode(204);
        byte[] second = agent.report(2);

        List<Integer> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> agent.upload(second).extract().statusCode()))
                .limit(8)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).contains(204).isSubsetOf(204, 429);
        assertThat(uploads()).extracting(UploadAccepted::getSequence).containsExactly(1L, 2L);
    }

    @Test
    void asksForAWholeReportWhenTheStateIsNotThere() {
        agent.report(1); // lost
        byte[] chained = agent.report(2);

        agent.upload(chained)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:meshplane:problem:state-missing"));
        agent.startAnew();
        agent.upload(agent.report(2)).statusCode(204);
        agent.upload(agent.report(3)).statusCode(204);

        assertThat(uploads()).extracting(UploadAccepted::getSequence).containsExactly(2L, 3L);
    }

    @Test
    void knowsAWholeReportThatCameBeforeAsAChainedOne() {
        agent.upload(agent.report(1)).statusCode(204);
        agent.upload(agent.report(2)).statusCode(204);
        agent.startAnew();

        agent.upload(agent.report(2)).statusCode(204).header("Accepted", "00000000000000ab/2");
        agent.upload(agent.report(3)).statusCode(204);

        assertThat(uploads()).extracting(UploadAccepted::getSequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void keepsTheLanesApartAndMarksTheBacklog() {
        NativeAgent backlog = agent.inLane(Lane.BACKLOG);

        agent.upload(agent.report(1)).statusCode(204);
        backlog.upload(backlog.report(2)).statusCode(204);
        agent.upload(agent.report(3)).statusCode(204);
        backlog.upload(backlog.report(4)).statusCode(204);

        assertThat(uploads()).extracting(UploadAccepted::getBacklog).containsExactly(false, true, false, true);
    }

    @Test
    void refusesAReportOfAnotherNode() {
        NativeAgent other = NativeAgent.signedIn(TestNodes.enrol(agent.node().network(), NodeRole.NODE_ROLE_CLIENT));

        agent.upload(other.report(1)).statusCode(403).contentType("application/problem+json");
        agent.upload(agent.report(1)).statusCode(204);

        assertThat(KafkaProbe.now(
                        Topics.UPLOADS,
                        u -> u.getNodeId().equals(other.node().id().value())))
                .isEmpty();
    }

    @Test
    void takesASignatureInsteadOfASession() {
        byte[] body = agent.report(1);

        given().headers(agent.node().signedHeaders("POST", "/v1/telemetry", "", body))
                .contentType(Uploads.TYPE)
                .body(body)
                .post("/v1/telemetry")
                .then()
                .statusCode(204);
    }

    @Test
    void doesNotKnowSessionsOfNobody() {
        for (String token : List.of("", "AAAAAAAAAAAAAAAAAAAAAA", "x".repeat(4_000))) {
            given().header("Authorization", "Session " + token)
                    .contentType(Uploads.TYPE)
                    .body(agent.report(1))
                    .post("/v1/telemetry")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:meshplane:problem:session-unknown"));
        }
    }

    @Test
    void endsTheSessionsOfANodeThatIsRevoked() {
        agent.upload(agent.report(1)).statusCode(204);
        TestNode node = agent.node();

        NativeAgent.revoke(node);

        Await.until("the session is over", DEADLINE, () -> {
            ValidatableResponse answer = agent.upload(agent.report(2));
            return answer.extract().statusCode() == 401;
        });
    }

    @Test
    void opensNoSessionWithoutASignature() {
        given().post("/v1/telemetry/sessions").then().statusCode(401).contentType("application/problem+json");
        given().header("Authorization", "Session x")
                .post("/v1/telemetry/sessions")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesHostileBodiesAndGoesOn() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        byte[] good = agent.report(1);
        for (int i = 0; i < 400; i++) {
            byte[] body = random.nextBoolean() ? good.clone() : new byte[random.nextInt(2_000)];
            if (body.length == good.length) body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            else random.nextBytes(body);

            int status = agent.upload(body).extract().statusCode();

            assertThat(status).as("seed %d, body %d", seed, i).isIn(400, 409, 422);
        }
        agent.upload(good).statusCode(204);
        assertThat(uploads()).hasSize(1);
    }

    @Test
    void refusesWhatIsTooLargeOrOfAnotherType() {
        agent.upload(new byte[(256 << 10) + 1]).statusCode(413).body("type", startsWith("urn:meshplane:problem:"));
        agent.upload(new byte[0]).statusCode(400);
        given().header("Authorization", "Session " + agent.token())
                .contentType("application/json")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/v1/telemetry")
                .then()
                .statusCode(415);
    }

    private UploadAccepted onlyUpload() {
        List<UploadAccepted> all = uploads();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<UploadAccepted> uploads() {
        return KafkaProbe.now(Topics.UPLOADS, upload -> isOurs(upload.getNodeId())).stream()
                .map(KafkaProbe.Seen::value)
                .toList();
    }

    private boolean isOurs(String nodeId) {
        return nodeId.equals(agent.node().id().value());
    }
}

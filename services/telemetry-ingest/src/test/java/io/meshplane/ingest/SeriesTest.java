package io.meshplane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.adapter.http.SeriesHealth;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.FaultProxy;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a record on uploads.v1 to a node's current state. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class SeriesTest {
    private static final Duration SOON = SeriesProbe.SOON;

    @Inject
    AgroalDataSource connections;

    @Inject
    @Wellness
    SeriesHealth health;

    FaultProxy database;

    private final SeriesProbe probe = new SeriesProbe();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void restore() {
        database.restore();
    }

    @Test
    void everySeriesHasItsNewestValueItsTimeAndItsAge() {
        probe.minute(now).send("first");

        probe.awaitState()
                .header("Cache-Control", equalTo("private, no-cache"))
                .body("node.freshness", equalTo("FRESH"))
                .body("node.newestSampleAt", equalTo(now.toString()))
                .body("node.intervalSeconds", equalTo(60.0f))
                .body("series", hasSize(2))
                .body("series[0].name", equalTo("rx_bytes_total"))
                .body("series[0].value", equalTo("18446744073709551615"))
                .body("series[0].freshness", equalTo("FRESH"))
                .body("series[1].labels", equalTo(Map.of("interface", "wg0")))
                .body("series[1].value", equalTo("0.1"))
                .body("series[1].sampledAt", equalTo(now.toString()))
                .body("next", nullValue());
        probe.ask("freshness")
                .body("nodes.nodeId", equalTo(List.of(probe.node)))
                .body("nodes[0].freshness", equalTo("FRESH"));
    }

    @Test
    void aNodeThatFellSilentAndAllItsValuesAreStale() {
        probe.minute(now.minus(Duration.ofMinutes(4))).send("first");

        probe.awaitState()
                .body("node.freshness", equalTo("STALE"))
                .body("series.freshness", equalTo(List.of("STALE", "STALE")));
    }

    @Test
    void aSeriesThatTheNodeNoLongerSamplesIsStaleBesideFreshOnes() {
        probe.minute(now.minus(Duration.ofMinutes(5))).send("first");
        probe.upload(now)
                .closedAt(now)
                .at(now.minusSeconds(30), now)
                .counts("rx_bytes_total", 1, 2)
                .send("second");

        Await.until(
                "the second came",
                SOON,
                () -> "2".equals(probe.state().extract().path("series[0].value")));
        probe.state().body("series.freshness", equalTo(List.of("FRESH", "STALE")));
    }

    @Test
    void anUnchangedStateIsNotSentAgain() {
        probe.minute(now).send("first");
        String tag = probe.awaitState().extract().header("ETag");

        given().auth()
                .oauth2(Operators.tokenFor(probe.network))
                .header("If-None-Match", tag)
                .get(probe.path("nodes/" + probe.node + "/state"))
                .then()
                .statusCode(304);
    }

    @Test
    void aRepeatedRecordWritesNothingTwice() throws SQLException {
        probe.minute(now).send("first");
        probe.minute(now).send("first");
        probe.minute(now.plusSeconds(1)).send("second");
        Await.until(
                "the last came",
                SOON,
                () -> now.plusSeconds(1)
                        .toString()
                        .equals(probe.state().extract().path("node.newestSampleAt")));

        assertThat(rows()).isEqualTo(2);
        probe.points("name=rx_bytes_total&to=" + now.plusSeconds(5)).body("series[0].values", hasSize(4));
    }

    @Test
    void theTimesOfAClockThatIsYearsBehindAreCorrected() {
        Instant then = now.minus(Duration.ofDays(3650));
        probe.upload(now)
                .closedAt(then)
                .at(then.minusSeconds(10), then)
                .counts("rx_bytes_total", 1, 2)
                .send("first");

        probe.awaitState()
                .body("node.newestSampleAt", equalTo(now.toString()))
                .body("node.freshness", equalTo("FRESH"));
    }

    @Test
    void anUnreadableRecordStopsNothing() {
        KafkaProbe.sendRaw(Topics.UPLOADS.name(), probe.node, new byte[] {1, 2, 3}, Map.of("ce_id", "0".repeat(32)));
        probe.minute(now).send("first");

        probe.awaitState().body("series", hasSize(2));
    }

    @Test
    void anotherTenantsNodeDoesNotExist() {
        probe.minute(now).send("first");
        probe.awaitState();
        String theirs = Operators.freshNetwork();
        String token = Operators.tokenFor(theirs);

        for (String what : List.of("state", "series")) {
            String path = "nodes/" + probe.node + "/" + what;
            given().auth().oauth2(token).get(probe.path(path)).then().statusCode(404);
            given().auth()
                    .oauth2(token)
                    .get("/v1/networks/" + theirs + "/" + path)
                    .then()
                    .statusCode(404);
        }
        given().auth()
                .oauth2(token)
                .get("/v1/networks/" + theirs + "/freshness")
                .then()
                .body("nodes", hasSize(0));
        given().get(probe.path("freshness")).then().statusCode(401);
    }

    @Test
    void whileTheDatabaseIsAwayUploadsAreTakenAndHealthSaysSoAndThenAllOfItArrives() {
        TestNode router = TestNodes.enrol(probe.network, NodeRole.NODE_ROLE_GATEWAY);
        NativeAgent agent = NativeAgent.signedIn(router);
        Await.until("the read side is well", SOON, () -> health.call().getStatus() == Status.UP);
        database.goDown();

        for (int sequence = 1; sequence <= 5; sequence++) {
            agent.upload(agent.report(sequence)).statusCode(204);
        }
        Await.until("health tells", SOON, () -> health.call().getStatus() == Status.DOWN);
        probe.ask("nodes/" + router.id() + "/state").statusCode(503);
        agent.upload(agent.report(6)).statusCode(204);
        database.restore();

        Await.until(
                "the newest value came",
                SOON,
                () -> "6014"
                        .equals(probe.ask("nodes/" + router.id() + "/state")
                                .extract()
                                .path("series[0].value")));
        Await.until("the read side is well", SOON, () -> health.call().getStatus() == Status.UP);
        List<String> values = probe.ask("nodes/" + router.id() + "/series?name=interface_sent_bytes_total")
                .statusCode(200)
                .extract()
                .path("series[0].values");
        assertThat(values).contains("1000", "2007", "3014", "4000", "5007", "6014");
    }

    private int rows() throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from chunk join node using (node_no) where node_id = ?")) {
            select.setString(1, probe.node);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}

package io.meshplane.sentinel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.contracts.event.ProbeOutcome;
import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a probed port to the answer of the name server. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class SentinelTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String ADDRESS_A = "192.0.2.1";
    private static final String ADDRESS_B = "192.0.2.2";
    private static final String STAYS = "\"serving\": {\"returnsToPreferred\": false}";

    private final String network = Operators.freshNetwork();
    private final DnsName record = ServerUnderTest.freshName();
    private final ServerUnderTest dns = ServerUnderTest.dev();
    private final ProbedTarget a = new ProbedTarget();
    private final ProbedTarget b = new ProbedTarget();

    @AfterEach
    void removeThePool() {
        operator().delete(path());
        a.close();
        b.close();
    }

    @Test
    void movesUsersAwayFromADeadMemberAndBackOnceItHasStayedUp() {
        configure().then().statusCode(201).body("recordName", equalTo(record.value()));
        awaitAnswer(ADDRESS_A);

        a.stop();
        awaitAnswer(ADDRESS_B);
        RecordSwitched away = awaitSwitch(ADDRESS_B);
        assertThat(away.getReason()).startsWith("a is down: 1 of 1 vantage points see it down");
        assertThat(away.getBeforeList()).containsExactly(ADDRESS_A);
        KafkaProbe.await(
                Topics.HEALTH,
                judged -> judged.getNetworkId().equals(network)
                        && judged.getMember().equals("a")
                        && judged.getState() == HealthState.HEALTH_STATE_DOWN,
                DEADLINE);

        a.startAgain();
        awaitAnswer(ADDRESS_A);
        Await.until(
                "the way back is told",
                DEADLINE,
                () -> operator()
                        .get(path())
                        .jsonPath()
                        .getString("lastSwitch.reason")
                        .equals("a is preferred and has stayed up"));
        operator()
                .get(path())
                .then()
                .statusCode(200)
                .body("members[0].health.state", equalTo("UP"))
                .body("members[0].health.reason", equalTo("1 of 1 vantage points see it up"))
                .body("dns.addresses", equalTo(List.of(ADDRESS_A)))
                .body("dns.epoch", equalTo(3))
                .body("lastSwitch.epoch", equalTo(3));
    }

    @Test
    void leadsUsersAwayFromAMemberInMaintenanceUntilItEnds() {
        configure();
        awaitAnswer(ADDRESS_A);
        String override = path() + "/members/a/override";

        operator()
                .body("{\"kind\": \"MAINTENANCE\", \"reason\": \"new kernel\", \"minutes\": 5}")
                .put(override)
                .then()
                .statusCode(200)
                .body("kind", equalTo("MAINTENANCE"))
                .body("by", notNullValue());
        awaitAnswer(ADDRESS_B);
        configure().then().statusCode(200);
        operator().get(path()).then().body("members[0].override.reason", equalTo("new kernel"));
        assertThat(awaitSwitch(ADDRESS_B).getReason())
                .contains("in maintenance by ")
                .contains("new kernel");

        operator().delete(override).then().statusCode(204);
        awaitAnswer(ADDRESS_A);
    }

    @Test
    void neverEmptiesARecord() {
        configure();
        awaitAnswer(ADDRESS_A);

        a.stop();
        b.stop();
        Await.until(
                "nobody is up",
                DEADLINE,
                () -> !operator()
                        .get(path())
                        .jsonPath()
                        .getList("members.health.state")
                        .contains("UP"));
        Await.until(
                "somebody is paged",
                DEADLINE,
                () -> metric("sentinel_pools_unserved ").anyMatch(line -> Double.parseDouble(line.split(" ")[1]) >= 1));

        assertThat(answer().answers()).hasSize(1);
    }

    @Test
    void repairsAnEditFromOutside() throws Exception {
        configure();
        awaitAnswer(ADDRESS_A);

        dns.edit(record.value(), "A", "203.0.113.9");

        awaitAnswer(ADDRESS_A);
        assertThat(answer().mark().orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void explainsWhyTheNamePointsThere() {
        configure();
        awaitAnswer(ADDRESS_A);
        a.stop();
        awaitAnswer(ADDRESS_B);

        operator()
                .get(path() + "/explanation")
                .then()
                .statusCode(200)
                .body("answers", equalTo(List.of(ADDRESS_B)))
                .body("plan", equalTo("KEEP"))
                .body("reason", equalTo("b is up"))
                .body("members[0].health.state", equalTo("DOWN"))
                .body("members[0].holdDownSeconds", equalTo(1))
                .body("members[0].vantages[0].verdict", equalTo("DOWN"))
                .body("members[0].vantages[0].believed", equalTo(true))
                .body("members[0].vantages[0].detail", containsString("connection refused"))
                .body("members[1].vantages[0].success", equalTo(true));
        operator().get(path() + "x/explanation").then().statusCode(404);
    }

    @Test
    void tellsOfASwitchThatWhoMadeItCouldNotTell() {
        configure();
        awaitAnswer(ADDRESS_A);
        operator().delete(path()).then().statusCode(200);
        DnsState before = answer();
        EpochMark mark = before.mark().orElseThrow();
        RecordSet byB = new RecordSet(record.value(), RecordType.A, 30, List.of(ADDRESS_B));
        // an instance that ends after its write: it switched to b, and nobody was told
        DnsState after = new DnsState(record, List.of(byB), List.of());
        EpochMark ofB = EpochMark.of(mark.epoch() + 5, mark.epoch() + 5, mark.pool(), new Label("b"), after.sets());
        DnsUpdate update =
                new DnsUpdate(ServerUnderTest.ZONE, RecordNames.ofAddresses(record), before, after.sets(), ofB);
        assertThat(dns.client().update(update, Instant.now())).isEqualTo(new UpdateOutcome.Accepted());

        operator()
                .body(body().replace("\"failuresToDown\"", STAYS + ", \"failuresToDown\""))
                .put(path());

        assertThat(awaitSwitch(ADDRESS_B).getReason()).startsWith("found in DNS");
    }

    @Test
    void tellsWhatAnUpdateWouldBeAndDoesNotSendIt() {
        operator()
                .queryParam("dryRun", "true")
                .body(body())
                .put(path())
                .then()
                .statusCode(200)
                .body("plan", equalTo("WRITE"))
                .body("assumedUp", equalTo(List.of("a", "b")))
                .body("update", hasItem("update add " + record + " 30 A " + ADDRESS_A))
                .body("update", hasItem("prereq nxrrset _epoch." + record + " TXT"));

        operator().get(path()).then().statusCode(404);
        assertThat(answer().answers()).isEmpty();
    }

    @Test
    void tellsThatARecordIsNotOursAndWhy() throws Exception {
        dns.edit(record.value(), "A", "203.0.113.9");

        operator()
                .queryParam("dryRun", "true")
                .body(body())
                .put(path())
                .then()
                .statusCode(200)
                .body("plan", equalTo("NOT_OURS"))
                .body("reason", containsString(record + " exists and was not made by sentinel"))
                .body("update", equalTo(List.of()));
    }

    @Test
    void leavesTheRecordOfADeletedPoolAsItIs() {
        configure();
        awaitAnswer(ADDRESS_A);

        operator().delete(path()).then().statusCode(200).body("note", containsString("stays as it is"));

        operator().get(path()).then().statusCode(404);
        assertThat(answer().answers().getFirst()).isEqualTo(ADDRESS_A);
        configure().then().statusCode(201);
    }

    @Test
    void listsPoolsAndReplacesThem() {
        configure().then().statusCode(201);
        configure().then().statusCode(200);

        operator()
                .get("/v1/networks/" + network + "/pools")
                .then()
                .statusCode(200)
                .body("pools.pool", equalTo(List.of("exit")))
                .body("pools[0].configuredBy", notNullValue());
        operator()
                .queryParam("after", "exit")
                .get("/v1/networks/" + network + "/pools")
                .then()
                .body("pools", equalTo(List.of()));
    }

    @Test
    void laysAPoisonRecordAsideAndGoesOn() {
        configure();
        awaitAnswer(ADDRESS_A);
        String key = network + "/exit";

        KafkaProbe.sendRaw(Topics.OBSERVATIONS.name(), key, "not protobuf".getBytes(StandardCharsets.UTF_8), Map.of());
        KafkaProbe.send(
                Topics.OBSERVATIONS, key, EventId.derivedFrom("test", key), observation(ProbeOutcome.UNRECOGNIZED));

        KafkaProbe.awaitDeadLetter("sentinel", key, DEADLINE);
        a.stop();
        awaitAnswer(ADDRESS_B);
    }

    @Test
    void believesNoSecondTellingOfTheSameObservation() {
        configure();
        awaitAnswer(ADDRESS_A);
        String key = network + "/exit";
        ProbeObserved failure = observation(ProbeOutcome.PROBE_OUTCOME_FAILURE);

        for (int i = 0; i < 10; i++) {
            KafkaProbe.send(Topics.OBSERVATIONS, key, EventId.derivedFrom("test", key), failure);
        }

        Await.until(
                "the duplicates are counted",
                DEADLINE,
                () -> metric("sentinel_observations_total{outcome=\"ignored\",reason=\"duplicate\"}")
                        .anyMatch(line -> Double.parseDouble(line.split(" ")[1]) >= 9));
        operator().get(path()).then().body("members[0].health.state", equalTo("UP"));
    }

    @Test
    void staysReadyAndTellsHowTheNameServerIs() {
        configure();
        awaitAnswer(ADDRESS_A);

        given().get(management("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'dns' }.data.state", equalTo("ANSWERING"));
    }

    private ProbeObserved observation(ProbeOutcome outcome) {
        ProbeObserved.Builder observed = ProbeObserved.newBuilder()
                .setNetworkId(network)
                .setPool("exit")
                .setMember("a")
                .setVantage("elsewhere")
                .setObservedAtMs(System.currentTimeMillis())
                .setSequence(1);
        return outcome == ProbeOutcome.UNRECOGNIZED
                ? observed.build()
                : observed.setOutcome(outcome).build();
    }

    private Stream<String> metric(String start) {
        return given().get(management("/q/metrics")).asString().lines().filter(line -> line.startsWith(start));
    }

    private static String management(String path) {
        String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
        return "http://127.0.0.1:" + port + path;
    }

    private RecordSwitched awaitSwitch(String to) {
        return KafkaProbe.await(
                        Topics.DNS_SWITCHES,
                        switched -> switched.getNetworkId().equals(network)
                                && switched.getAfterList().equals(List.of(to)),
                        DEADLINE)
                .value();
    }

    private void awaitAnswer(String address) {
        Await.until("DNS answers " + address, DEADLINE, () -> answer().answers().equals(List.of(address)));
    }

    private DnsState answer() {
        return ((ReadOutcome.Found) dns.read(record)).state();
    }

    private Response configure() {
        return operator().body(body()).put(path());
    }

    private String path() {
        return "/v1/networks/" + network + "/pools/exit";
    }

    private RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network)).contentType("application/json");
    }

    private String body() {
        return """
            {"zone": "mesh.test.", "recordName": "%s", "ttlSeconds": 30, "failuresToDown": 3, "successesToUp": 2,
             "members": [
               {"name": "a", "address": "%s", "probeHost": "127.0.0.1", "probePort": %d},
               {"name": "b", "address": "%s", "probeHost": "127.0.0.1", "probePort": %d}]}
            """.formatted(record, ADDRESS_A, a.port(), ADDRESS_B, b.port());
    }
}

package io.meshplane.sentinel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.contracts.event.ProbeOutcome;
import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
    private static final Duration DEADLINE = PoolUnderTest.DEADLINE;
    private static final String ADDRESS_A = PoolUnderTest.ADDRESS_A;
    private static final String ADDRESS_B = PoolUnderTest.ADDRESS_B;
    private static final String STAYS = "\"serving\": {\"returnsToPreferred\": false}";

    private final PoolUnderTest pool = new PoolUnderTest();

    @AfterEach
    void removeThePool() {
        pool.close();
    }

    @Test
    void movesUsersAwayFromADeadMemberAndBackOnceItHasStayedUp() {
        pool.configure()
                .then()
                .statusCode(201)
                .body("recordName", equalTo(pool.record().value()));
        pool.awaitAnswer(ADDRESS_A);

        pool.a().stop();
        pool.awaitAnswer(ADDRESS_B);
        RecordSwitched away = pool.awaitSwitch(ADDRESS_B);
        assertThat(away.getReason()).startsWith("a is down: 1 of 1 vantage points see it down");
        assertThat(away.getBeforeList()).containsExactly(ADDRESS_A);
        KafkaProbe.await(
                Topics.HEALTH,
                judged -> judged.getNetworkId().equals(pool.network())
                        && judged.getMember().equals("a")
                        && judged.getState() == HealthState.HEALTH_STATE_DOWN,
                DEADLINE);

        pool.a().startAgain();
        pool.awaitAnswer(ADDRESS_A);
        Await.until(
                "the way back is told",
                DEADLINE,
                () -> pool.operator()
                        .get(pool.path())
                        .jsonPath()
                        .getString("lastSwitch.reason")
                        .equals("a is preferred and has stayed up"));
        pool.operator()
                .get(pool.path())
                .then()
                .statusCode(200)
                .body("members[0].health.state", equalTo("UP"))
                .body("members[0].health.reason", equalTo("1 of 1 vantage points see it up"))
                .body("dns.addresses", equalTo(List.of(ADDRESS_A)))
                .body("dns.epoch", equalTo(3))
                .body("dns.authorities[0].state", equalTo("SHOWS"))
                .body("dns.authorities[0].shownAfterMillis", notNullValue())
                .body("lastSwitch.epoch", equalTo(3));
    }

    @Test
    void leadsUsersAwayFromAMemberInMaintenanceUntilItEnds() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);
        String override = pool.path() + "/members/a/override";

        pool.operator()
                .body("{\"kind\": \"MAINTENANCE\", \"reason\": \"new kernel\", \"minutes\": 5}")
                .put(override)
                .then()
                .statusCode(200)
                .body("kind", equalTo("MAINTENANCE"))
                .body("by", notNullValue());
        pool.awaitAnswer(ADDRESS_B);
        pool.configure().then().statusCode(200);
        pool.operator().get(pool.path()).then().body("members[0].override.reason", equalTo("new kernel"));
        assertThat(pool.awaitSwitch(ADDRESS_B).getReason())
                .contains("in maintenance by ")
                .contains("new kernel");

        pool.operator().delete(override).then().statusCode(204);
        pool.awaitAnswer(ADDRESS_A);
    }

    @Test
    void neverEmptiesARecord() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);

        pool.a().stop();
        pool.b().stop();
        Await.until(
                "nobody is up",
                DEADLINE,
                () -> !pool.operator()
                        .get(pool.path())
                        .jsonPath()
                        .getList("members.health.state")
                        .contains("UP"));
        Await.until(
                "somebody is paged",
                DEADLINE,
                () -> metric("sentinel_pools_unserved ").anyMatch(line -> Double.parseDouble(line.split(" ")[1]) >= 1));

        assertThat(pool.answer().answers()).hasSize(1);
    }

    @Test
    void repairsAnEditFromOutside() throws Exception {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);

        pool.dns().edit(pool.record().value(), "A", "203.0.113.9");

        pool.awaitAnswer(ADDRESS_A);
        assertThat(pool.answer().mark().orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void tellsOfASwitchThatWhoMadeItCouldNotTell() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);
        pool.operator().delete(pool.path()).then().statusCode(200);
        DnsState before = pool.answer();
        EpochMark mark = before.mark().orElseThrow();
        RecordSet byB = new RecordSet(pool.record().value(), RecordType.A, 30, List.of(ADDRESS_B));
        // an instance that ends after its write: it switched to b, and nobody was told
        DnsState after = new DnsState(pool.record(), List.of(byB), List.of());
        EpochMark ofB = EpochMark.of(mark.epoch() + 5, mark.epoch() + 5, mark.pool(), new Label("b"), after.sets());
        DnsUpdate update =
                new DnsUpdate(ServerUnderTest.ZONE, RecordNames.ofAddresses(pool.record()), before, after.sets(), ofB);
        assertThat(pool.dns().client().update(update, Instant.now())).isEqualTo(new UpdateOutcome.Accepted());

        pool.operator()
                .body(pool.body().replace("\"failuresToDown\"", STAYS + ", \"failuresToDown\""))
                .put(pool.path());

        assertThat(pool.awaitSwitch(ADDRESS_B).getReason()).startsWith("found in DNS");
    }

    @Test
    void laysAPoisonRecordAsideAndGoesOn() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);
        String key = pool.network() + "/exit";

        KafkaProbe.sendRaw(Topics.OBSERVATIONS.name(), key, "not protobuf".getBytes(StandardCharsets.UTF_8), Map.of());
        KafkaProbe.send(
                Topics.OBSERVATIONS, key, EventId.derivedFrom("test", key), observation(ProbeOutcome.UNRECOGNIZED));

        KafkaProbe.awaitDeadLetter("sentinel", key, DEADLINE);
        pool.a().stop();
        pool.awaitAnswer(ADDRESS_B);
    }

    @Test
    void believesNoSecondTellingOfTheSameObservation() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);
        String key = pool.network() + "/exit";
        ProbeObserved failure = observation(ProbeOutcome.PROBE_OUTCOME_FAILURE);

        for (int i = 0; i < 10; i++) {
            KafkaProbe.send(Topics.OBSERVATIONS, key, EventId.derivedFrom("test", key), failure);
        }

        Await.until(
                "the duplicates are counted",
                DEADLINE,
                () -> metric("sentinel_observations_total{outcome=\"ignored\",reason=\"duplicate\"}")
                        .anyMatch(line -> Double.parseDouble(line.split(" ")[1]) >= 9));
        pool.operator().get(pool.path()).then().body("members[0].health.state", equalTo("UP"));
    }

    @Test
    void staysReadyAndTellsHowTheNameServerIs() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);

        given().get(management("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'dns' }.data.state", equalTo("ANSWERING"));
    }

    private ProbeObserved observation(ProbeOutcome outcome) {
        ProbeObserved.Builder observed = ProbeObserved.newBuilder()
                .setNetworkId(pool.network())
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
}

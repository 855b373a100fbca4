package io.meshplane.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.sentinel.alert.Receivers;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The story of an outage, from the first probe that failed to the person who looked after it. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(Receivers.class)
class IncidentTest {
    private static final Duration DEADLINE = PoolUnderTest.DEADLINE;

    private final PoolUnderTest pool = new PoolUnderTest();

    @AfterEach
    void removeThePool() {
        pool.close();
    }

    private String path(String rest) {
        return "/v1/networks/" + pool.network() + "/" + rest;
    }

    private JsonPath alert(String fingerprint) {
        return Await.value(fingerprint + " is there", DEADLINE, () -> {
            var answer = pool.operator().get(path("alerts/" + fingerprint));
            return answer.statusCode() == 200 ? answer.jsonPath() : null;
        });
    }

    @Test
    void tellsWhatWasSeenDecidedWrittenPagedAndAcknowledged() {
        pool.operator()
                .body("{\"email\": \"anna@mesh.example\"}")
                .put(path("contacts/anna"))
                .then()
                .statusCode(201);
        pool.configure();
        pool.awaitAnswer(PoolUnderTest.ADDRESS_A);
        pool.operator().get(path("incidents")).then().statusCode(200).body("incidents", equalTo(List.of()));

        pool.a().stop();
        pool.awaitAnswer(PoolUnderTest.ADDRESS_B);
        pool.b().stop();
        Await.until(
                "Anna has the page",
                DEADLINE,
                () -> "DELIVERED".equals(alert("pool:exit:unserved").getString("pages[0].state")));
        pool.operator()
                .body("{\"note\": \"on my way\"}")
                .post(path("alerts/pool:exit:unserved/acknowledgement"))
                .then()
                .statusCode(202);
        Await.until(
                "it counts",
                DEADLINE,
                () -> "ACKNOWLEDGED".equals(alert("pool:exit:unserved").getString("state")));
        pool.a().startAgain();
        pool.b().startAgain();

        JsonPath story = Await.value("the outage is over", DEADLINE, () -> {
            JsonPath all = pool.operator().get(path("incidents")).jsonPath();
            return all.getString("incidents[0].endedAt") == null ? null : all;
        });
        assertThat(alert("pool:exit:a:down").getString("severity")).isEqualTo("WARNING");
        List<String> kinds = story.getList("incidents[0].timeline.kind");
        assertThat(kinds).contains("SEEN", "JUDGED", "WRITTEN", "RAISED", "PAGED", "SETTLED", "ACKNOWLEDGED");
        List<String> told = story.getList("incidents[0].timeline.what");
        assertThat(told)
                .anyMatch(what -> what.startsWith("a fails, 3 times in a row: ") && what.contains("connection refused"))
                .anyMatch(what -> what.startsWith("a is DOWN: 1 of 1 vantage points see it down"))
                .anyMatch(what -> what.contains(
                        "leads to [" + PoolUnderTest.ADDRESS_B + "] instead of [" + PoolUnderTest.ADDRESS_A + "]"))
                .anyMatch(what -> what.startsWith("CRITICAL pool:exit:unserved: no member of exit is known to be up"))
                .anyMatch(what -> what.endsWith(": on my way"));
        pool.operator()
                .get(path("incidents/exit/" + story.getString("incidents[0].id")))
                .then()
                .statusCode(200)
                .body("pool", equalTo("exit"));
        pool.operator().get(path("incidents/exit/1")).then().statusCode(404);
    }
}

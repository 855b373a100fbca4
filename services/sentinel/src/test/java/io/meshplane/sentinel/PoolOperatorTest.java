package io.meshplane.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told of a pool: its plan, its reasons, whose record it is. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class PoolOperatorTest {
    private static final String ADDRESS_A = PoolUnderTest.ADDRESS_A;
    private static final String ADDRESS_B = PoolUnderTest.ADDRESS_B;

    private final PoolUnderTest pool = new PoolUnderTest();

    @AfterEach
    void removeThePool() {
        pool.close();
    }

    @Test
    void explainsWhyTheNamePointsThere() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);
        pool.a().stop();
        pool.awaitAnswer(ADDRESS_B);

        pool.operator()
                .get(pool.path() + "/explanation")
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
        pool.operator().get(pool.path() + "x/explanation").then().statusCode(404);
    }

    @Test
    void tellsWhatAnUpdateWouldBeAndDoesNotSendIt() {
        pool.operator()
                .queryParam("dryRun", "true")
                .body(pool.body())
                .put(pool.path())
                .then()
                .statusCode(200)
                .body("plan", equalTo("WRITE"))
                .body("assumedUp", equalTo(List.of("a", "b")))
                .body("update", hasItem("update add " + pool.record() + " 30 A " + ADDRESS_A))
                .body("update", hasItem("prereq nxrrset _epoch." + pool.record() + " TXT"));

        pool.operator().get(pool.path()).then().statusCode(404);
        assertThat(pool.answer().answers()).isEmpty();
    }

    @Test
    void tellsThatARecordIsNotOursAndWhy() throws Exception {
        pool.dns().edit(pool.record().value(), "A", "203.0.113.9");

        pool.operator()
                .queryParam("dryRun", "true")
                .body(pool.body())
                .put(pool.path())
                .then()
                .statusCode(200)
                .body("plan", equalTo("NOT_OURS"))
                .body("reason", containsString(pool.record() + " exists and was not made by sentinel"))
                .body("update", equalTo(List.of()));
    }

    @Test
    void leavesTheRecordOfADeletedPoolAsItIs() {
        pool.configure();
        pool.awaitAnswer(ADDRESS_A);

        pool.operator().delete(pool.path()).then().statusCode(200).body("note", containsString("stays as it is"));

        pool.operator().get(pool.path()).then().statusCode(404);
        assertThat(pool.answer().answers().getFirst()).isEqualTo(ADDRESS_A);
        pool.configure().then().statusCode(201);
    }

    @Test
    void listsPoolsAndReplacesThem() {
        pool.configure().then().statusCode(201);
        pool.configure().then().statusCode(200);

        pool.operator()
                .get("/v1/networks/" + pool.network() + "/pools")
                .then()
                .statusCode(200)
                .body("pools.pool", equalTo(List.of("exit")))
                .body("pools[0].configuredBy", notNullValue());
        pool.operator()
                .queryParam("after", "exit")
                .get("/v1/networks/" + pool.network() + "/pools")
                .then()
                .body("pools", equalTo(List.of()));
    }
}

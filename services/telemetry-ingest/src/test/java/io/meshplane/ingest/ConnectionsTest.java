package io.meshplane.ingest;

import static io.meshplane.ingest.OverloadTestResource.CONNECTIONS;
import static io.meshplane.ingest.Uploads.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(value = OverloadTestResource.class, restrictToAnnotatedClass = true)
class ConnectionsTest {
    private static final String PATH = "/v1/telemetry";

    @Test
    void connectionsBeyondTheLimitAreClosedAndTheOthersGoOn() throws Exception {
        List<RawHttp> others = new ArrayList<>();
        try (RawHttp early = new RawHttp(RestAssured.port)) {
            assertThat(early.post(PATH, "", new byte[0]).status()).isPositive();

            int answered = 0;
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                RawHttp late = new RawHttp(RestAssured.port);
                others.add(late);
                if (isServed(late)) answered++;
            }

            assertThat(answered).isPositive().isLessThan(CONNECTIONS);
            assertThat(early.post(PATH, "", new byte[0]).status()).isPositive();
        } finally {
            for (RawHttp other : others) other.close();
        }
        Await.until("there is room again", DEADLINE, ConnectionsTest::isFreshOneServed);
    }

    private static boolean isFreshOneServed() {
        try (RawHttp fresh = new RawHttp(RestAssured.port)) {
            return isServed(fresh);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isServed(RawHttp http) {
        try {
            return http.post(PATH, "", new byte[0]).status() > 0;
        } catch (IOException closed) {
            return false;
        }
    }
}

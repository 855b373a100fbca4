package io.meshplane.ingest;

import static io.restassured.RestAssured.given;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.Operators;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A node of a network of its own, and what an operator is told of it. */
final class SeriesProbe {
    static final Duration SOON = Duration.ofSeconds(40);

    final String network = Operators.freshNetwork();
    final String node = "n" + UUID.randomUUID();

    /** An upload of this node. */
    SeriesRecords upload(Instant received) {
        return SeriesRecords.of(network, node, received);
    }

    /** Two scrapes of an agent that reports once a minute. */
    SeriesRecords minute(Instant closed) {
        return upload(closed)
                .closedAt(closed)
                .at(closed.minusSeconds(30), closed)
                .counts("rx_bytes_total", 5, -1)
                .numbers("rtt_ms", "interface", "wg0", 0.25, 0.1);
    }

    ValidatableResponse awaitState() {
        return Await.value("the node's state", SOON, () -> {
            ValidatableResponse answer = state();
            return answer.extract().statusCode() == 200 ? answer : null;
        });
    }

    ValidatableResponse state() {
        return ask("nodes/" + node + "/state");
    }

    ValidatableResponse points(String query) {
        return ask("nodes/" + node + "/series?" + query).statusCode(200);
    }

    /** Whatever lies below the network. */
    ValidatableResponse ask(String what) {
        return given().auth()
                .oauth2(Operators.tokenFor(network))
                .urlEncodingEnabled(false)
                .get(path(what))
                .then();
    }

    String path(String what) {
        return "/v1/networks/" + network + "/" + what;
    }
}

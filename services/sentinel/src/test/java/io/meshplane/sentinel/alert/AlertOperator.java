package io.meshplane.sentinel.alert;

import static io.restassured.RestAssured.given;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.Operators;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** An operator of a network of its own. */
final class AlertOperator {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String network;

    AlertOperator() {
        this(Operators.freshNetwork());
    }

    AlertOperator(String network) {
        this.network = network;
    }

    String network() {
        return network;
    }

    String token() {
        return Operators.tokenFor(network);
    }

    RequestSpecification request() {
        return given().auth().oauth2(token()).contentType("application/json");
    }

    String path(String rest) {
        return "/v1/networks/" + network + "/" + rest;
    }

    /** Adds a contact; answers what was said of it. */
    Response contact(String name, String body) {
        return request().body(body).put(path("contacts/" + name));
    }

    /** One contact after the other, each with a second of patience. */
    void policy(String... contacts) {
        List<String> steps = Arrays.stream(contacts)
                .map(contact -> "{\"contacts\": [\"" + contact + "\"], \"patienceSeconds\": 1}")
                .toList();
        request()
                .body("{\"atLeast\": \"INFO\", \"steps\": " + steps + ", \"rounds\": 1}")
                .put(path("escalation-policies/people"))
                .then()
                .statusCode(201);
    }

    /** As Prometheus posts it. */
    Response post(String alertName, String severity) {
        return request().body("""
                    [{"labels": {"alertname": "%s", "severity": "%s", "instance": "exit-1"},
                      "annotations": {"summary": "%s is burning"}, "startsAt": "2026-05-30T12:00:00Z",
                      "generatorURL": "http://prometheus/graph"}]
                    """.formatted(alertName, severity, alertName)).post(path("alertmanager/api/v2/alerts"));
    }

    /** The only alert of the network, once there is one in this state. */
    JsonPath awaitAlert(String state) {
        return Await.value("an alert is " + state, DEADLINE, () -> {
            JsonPath found =
                    request().queryParam("state", state).get(path("alerts")).jsonPath();
            return found.getList("alerts").isEmpty() ? null : found;
        });
    }

    /** This alert among others, which other services may have raised. */
    void awaitAlert(String state, String fingerprint) {
        Await.until(
                fingerprint + " is " + state,
                DEADLINE,
                () -> awaitAlert(state).getList("alerts.fingerprint").contains(fingerprint));
    }
}

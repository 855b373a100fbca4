package io.meshplane.sentinel.alert;

import static io.meshplane.sentinel.alert.AlertOperator.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the programs that others have: Prometheus and its Alertmanager, as Debian ships them. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(Receivers.class)
class RealAlertmanagerTest {
    private final AlertOperator operator = new AlertOperator();

    @TempDir
    Path folder;

    private RealProgram alertmanager() throws Exception {
        String config = """
            route: {receiver: meshplane, group_wait: 1s, group_interval: 1s, repeat_interval: 1h, group_by: [alertname]}
            receivers:
            - name: meshplane
              webhook_configs:
              - url: http://127.0.0.1:%d%s
                send_resolved: true
                http_config: {authorization: {credentials: "%s"}}
            """.formatted(RestAssured.port, operator.path("alertmanager/webhook"), operator.token());
        return RealProgram.start(
                folder,
                "prometheus-alertmanager",
                config,
                "--config.file=FILE",
                "--storage.path=" + folder,
                "--web.listen-address=127.0.0.1:PORT",
                "--cluster.listen-address=");
    }

    private static JsonPath alertsIn(RealProgram alertmanager) {
        try {
            return given().baseUri(alertmanager.url()).get("/api/v2/alerts").jsonPath();
        } catch (Exception notYet) {
            return new JsonPath("[]");
        }
    }

    private static int status(RealProgram program) {
        try {
            return given().baseUri(program.url()).get("/-/ready").statusCode();
        } catch (Exception notYet) {
            return 0;
        }
    }

    @Test
    @RealPart(program = "prometheus-alertmanager")
    void pagesAnAlertmanagerTakesItsWebhookAndDoesNotGoRound() throws Exception {
        try (RealProgram alertmanager = alertmanager()) {
            Await.until("the Alertmanager is ready", DEADLINE, () -> status(alertmanager) == 200);
            operator.contact("machine", "{\"alertmanagerUrl\": \"" + alertmanager.url() + "\"}")
                    .then()
                    .statusCode(201);
            operator.policy("machine");
            operator.post("Fire", "critical").then().statusCode(200);
            String fingerprint = operator.awaitAlert("OPEN").getString("alerts[0].fingerprint");
            Await.until(
                    "it has the page",
                    DEADLINE,
                    () -> alertsIn(alertmanager)
                            .getList("labels.meshplane_fingerprint")
                            .contains(fingerprint));

            // one of its own comes by its webhook; ours comes back beside it and is known as ours
            given().baseUri(alertmanager.url())
                    .contentType("application/json")
                    .body("[{\"labels\": {\"alertname\": \"Flood\", \"severity\": \"info\"}}]")
                    .post("/api/v2/alerts")
                    .then()
                    .statusCode(200);
            Await.until(
                    "its alert is here",
                    DEADLINE,
                    () -> operator.awaitAlert("OPEN")
                            .getList("alerts.labels.alertname")
                            .contains("Flood"));
            assertThat(operator.awaitAlert("OPEN").getList("alerts.labels.alertname"))
                    .containsExactlyInAnyOrder("Fire", "Flood");

            operator.request()
                    .body(
                            "[{\"labels\": {\"alertname\": \"Fire\", \"severity\": \"critical\", \"instance\": \"exit-1\"},"
                                    + " \"endsAt\": \"2026-05-30T12:00:00Z\"}]")
                    .post(operator.path("alertmanager/api/v2/alerts"))
                    .then()
                    .statusCode(200);
            Await.until(
                    "it has the all-clear",
                    DEADLINE,
                    () -> !alertsIn(alertmanager)
                            .getList("labels.meshplane_fingerprint")
                            .contains(fingerprint));
        }
    }

    @Test
    @RealPart(program = "prometheus")
    void takesAlertsFromPrometheusUnchanged() throws Exception {
        Files.writeString(folder.resolve("rules.yml"), """
            groups:
            - name: exits
              interval: 1s
              rules:
              - {alert: AlwaysThere, expr: vector(1), labels: {severity: critical}, annotations: {summary: it is there}}
            """);
        String config = """
            global: {evaluation_interval: 1s}
            rule_files: [rules.yml]
            alerting:
              alertmanagers:
              - path_prefix: %s
                authorization: {credentials: "%s"}
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """.formatted(operator.path("alertmanager"), operator.token(), RestAssured.port);
        try (RealProgram prometheus = RealProgram.start(
                folder,
                "prometheus",
                config,
                "--config.file=FILE",
                "--storage.tsdb.path=" + folder.resolve("data"),
                // what fires before it has discovered us is lost there, and sent again only after this
                "--rules.alert.resend-delay=1s",
                "--web.listen-address=127.0.0.1:PORT")) {
            Await.until("Prometheus is ready", DEADLINE, () -> status(prometheus) == 200);

            JsonPath alert = operator.awaitAlert("OPEN");

            assertThat(alert.getString("alerts[0].summary")).isEqualTo("it is there");
            assertThat(alert.getString("alerts[0].severity")).isEqualTo("CRITICAL");
            assertThat(alert.getString("alerts[0].source")).isEqualTo("prometheus");
        }
    }
}

package io.meshplane.sentinel.alert;

import static io.meshplane.sentinel.alert.AlertOperator.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.platform.webhook.WebhookSignature;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From an alert to a person who says that they look after it. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(Receivers.class)
class AlertTest {
    private final AlertOperator operator = new AlertOperator();

    @SuppressWarnings("NullAway.Init") // by its test resource
    Receivers receivers;

    private String hook(String name) {
        return "/" + operator.network() + "/" + name;
    }

    private String webhook(String name) {
        return operator.contact(name, "{\"webhookUrl\": \"" + receivers.url(hook(name)) + "\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    private static String header(Receivers.Call call, String name) {
        return Objects.requireNonNull(call.headers().get(name), name);
    }

    private Receivers.Call awaitCall(String name) {
        return Await.value(name + " is told", DEADLINE, () -> {
            List<Receivers.Call> calls = receivers.calls(hook(name));
            return calls.isEmpty() ? null : calls.getFirst();
        });
    }

    @Test
    void pagesBySignedWebhookAndStopsOnceTheLinkIsPressed() {
        String secret = webhook("anna");
        webhook("ben");
        operator.contact("carla", "{\"email\": \"carla-" + operator.network() + "@mesh.example\"}");
        operator.request()
                .body("""
                    {"atLeast": "INFO", "steps": [{"contacts": ["anna"], "patienceSeconds": 3600},
                                                  {"contacts": ["ben"], "patienceSeconds": 3600}]}
                    """)
                .put(operator.path("escalation-policies/people"))
                .then()
                .statusCode(201);

        operator.post("Fire", "critical").then().statusCode(200);

        Receivers.Call page = awaitCall("anna");
        Instant at = Instant.ofEpochSecond(Long.parseLong(header(page, "webhook-timestamp")));
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(header(page, "webhook-signature"))
                .isEqualTo(WebhookSignature.of(List.of(key), header(page, "webhook-id"), at, page.body()));
        JsonPath body = new JsonPath(page.body());
        assertThat(body.getString("type")).isEqualTo("alert.page");
        assertThat(body.getString("data.status")).isEqualTo("FIRING");
        assertThat(body.getString("data.summary")).isEqualTo("Fire is burning");
        String link = URI.create(body.getString("data.acknowledge")).getPath();

        // who only opens the link acknowledges nothing: mail servers do that
        given().get(link)
                .then()
                .statusCode(200)
                .body(containsString("Fire is burning"))
                .body(containsString("<button>"));
        assertThat(operator.awaitAlert("OPEN").getString("alerts[0].severity")).isEqualTo("CRITICAL");
        given().post(link).then().statusCode(200).body(containsString("You look after it"));

        JsonPath alert = operator.awaitAlert("ACKNOWLEDGED");
        assertThat(alert.getString("alerts[0].episodes[0].acknowledgedBy")).isEqualTo("anna");
        assertThat(receivers.calls(hook("anna"))).hasSize(1);
        assertThat(receivers.calls(hook("ben"))).isEmpty();
        given().get(link.replaceFirst("acknowledgements/.", "acknowledgements/_"))
                .then()
                .statusCode(404);
    }

    @Test
    void pagesTheNextContactByMailWhenNobodyAcknowledges() throws Exception {
        webhook("anna");
        String address = "ben-" + operator.network() + "@mesh.example";
        operator.contact("ben", "{\"email\": \"" + address + "\"}")
                .then()
                .statusCode(201)
                .body("secret", nullValue());
        operator.policy("anna", "ben");

        operator.post("Fire", "warning").then().statusCode(200);

        MimeMessage mail = Await.value(
                "Ben has mail",
                DEADLINE,
                () -> Arrays.stream(receivers.mail().getReceivedMessages())
                        .filter(message -> to(message).equals(address))
                        .findFirst()
                        .orElse(null));
        JsonPath alert = operator.awaitAlert("OPEN");
        List<String> ids = alert.getList("alerts[0].pages.id");
        assertThat(alert.getList("alerts[0].pages.contact")).containsExactly("anna", "ben");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<" + ids.get(1) + "@mesh.example>");
        assertThat(mail.getSubject()).isEqualTo("FIRING WARNING: Fire is burning");
        assertThat(mail.getContent().toString())
                .contains("I look after it: http")
                .contains("instance: exit-1");
    }

    private static String to(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReceiverThatIsDeadDelaysNobodyAndGetsItsPageLater() {
        operator.contact("mute", "{\"webhookUrl\": \"" + receivers.muteUrl() + "\"}")
                .then()
                .statusCode(201);
        webhook("anna");
        receivers.answer(hook("anna"), 503);
        operator.policy("mute", "anna");

        operator.post("Fire", "critical").then().statusCode(200);

        awaitCall("anna");
        Await.until("the failure is told", DEADLINE, () -> "it answered 503".equals(page("anna", "lastFailure")));
        receivers.answer(hook("anna"), 204);
        Await.until("the page arrives", DEADLINE, () -> "DELIVERED".equals(page("anna", "state")));
        assertThat(page("mute", "state")).isEqualTo("WAITING");
        assertThat(receivers.calls(hook("anna")).stream()
                        .map(call -> header(call, "webhook-id"))
                        .distinct())
                .as("the same page each time")
                .hasSize(1);
    }

    private String page(String contact, String field) {
        return operator.awaitAlert("OPEN")
                .getString("alerts[0].pages.find { it.contact == '" + contact + "' }." + field);
    }

    @Test
    void theSameAlertIsOneAlertAndTellsWhenItIsOver() {
        webhook("anna");
        operator.policy("anna");
        for (int i = 0; i < 5; i++) operator.post("Fire", "critical").then().statusCode(200);
        awaitCall("anna");
        Await.until("it is told that the page arrived", DEADLINE, () -> "DELIVERED".equals(page("anna", "state")));

        operator.request()
                .body("""
                    {"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "Other"}}]}
                    """)
                .post(operator.path("alertmanager/webhook"))
                .then()
                .statusCode(200);
        operator.request()
                .body("""
                    [{"labels": {"alertname": "Fire", "severity": "critical", "instance": "exit-1"},
                      "endsAt": "2026-05-30T12:00:00Z"}]
                    """)
                .post(operator.path("alertmanager/api/v2/alerts"))
                .then()
                .statusCode(200);

        JsonPath over = operator.awaitAlert("ENDED");
        assertThat(over.getList("alerts")).hasSize(1);
        assertThat(over.getInt("alerts[0].episodes[0].number")).isEqualTo(1);
        Await.until(
                "the all-clear arrives",
                DEADLINE,
                () -> receivers.calls(hook("anna")).stream()
                        .anyMatch(call -> call.body().contains("alert.all-clear")
                                && call.body().contains("OVER")));
    }

    @Test
    void aSilenceHoldsPagesBackUntilItIsEnded() {
        webhook("anna");
        operator.policy("anna");
        operator.request()
                .body("{\"matchers\": {\"instance\": \"exit-1\"}, \"reason\": \"new kernel\", \"minutes\": 60}")
                .put(operator.path("silences/works"))
                .then()
                .statusCode(201);

        operator.post("Fire", "critical").then().statusCode(200);
        assertThat(operator.awaitAlert("OPEN").getList("alerts[0].pages")).isEmpty();

        operator.request().delete(operator.path("silences/works")).then().statusCode(204);
        awaitCall("anna");
    }

    @Test
    void aDrillRecordsThatAHumanAnsweredAndAfterHowLong() {
        webhook("anna");
        operator.policy("anna");
        String drill = operator.request()
                .body("{\"answerWithinMinutes\": 5}")
                .post(operator.path("drills"))
                .then()
                .statusCode(202)
                .extract()
                .path("fingerprint");
        JsonPath page = new JsonPath(awaitCall("anna").body());
        assertThat(page.getBoolean("data.drill")).isTrue();

        operator.request()
                .body("{\"note\": \"awake\"}")
                .post(operator.path("alerts/" + drill + "/acknowledgement"))
                .then()
                .statusCode(202);

        Await.until(
                "the answer counts",
                DEADLINE,
                () -> operator.request()
                        .get(operator.path("drills/" + drill))
                        .jsonPath()
                        .getString("result")
                        .equals("ANSWERED"));
        operator.request()
                .get(operator.path("drills"))
                .then()
                .statusCode(200)
                .body("drills", hasSize(1))
                .body("drills[0].answeredAfterSeconds", lessThan(60));
        operator.request()
                .post(operator.path("alerts/" + drill + "/acknowledgement"))
                .then()
                .statusCode(409);
    }

    @Test
    void tellsTheDeadMansSwitchThatItWouldPageSomebody() {
        int before = receivers.calls("/beat").size();
        Await.until("two beats more", DEADLINE, () -> receivers.calls("/beat").size() >= before + 2);
        AlertOperator house = new AlertOperator("house-of-tests");

        receivers.answer("/beat", 500);
        house.awaitAlert("OPEN", "dead-mans-switch");
        receivers.answer("/beat", 204);

        house.awaitAlert("ENDED", "dead-mans-switch");
    }

    @Test
    void anotherNetworksAlertsDoNotExist() {
        operator.post("Fire", "info").then().statusCode(200);
        String fingerprint = operator.awaitAlert("OPEN").getString("alerts[0].fingerprint");
        AlertOperator stranger = new AlertOperator();

        stranger.request().get(operator.path("alerts")).then().statusCode(404);
        stranger.request().get(stranger.path("alerts/" + fingerprint)).then().statusCode(404);
        given().get(operator.path("alerts")).then().statusCode(401);
        operator.request()
                .get(operator.path("alerts"))
                .then()
                .body("alerts.fingerprint", equalTo(List.of(fingerprint)));
    }
}

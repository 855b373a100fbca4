package io.meshplane.sentinel.alert;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom to wake, as operators set it. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(Receivers.class)
class AlertSettingsTest {
    private static final String HOOK = "{\"webhookUrl\": \"http://127.0.0.1:9/hook\"}";
    private final AlertOperator operator = new AlertOperator();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contacts/anna | {} | 400 | one of webhookUrl",
                "contacts/anna | {\"email\": \"anna\"} | 400 | an address such as",
                "contacts/anna | {\"email\": \"a@b.example\", \"webhookUrl\": \"https://b.example\"} | 400 | one of webhookUrl",
                "contacts/anna | {\"webhookUrl\": \"ftp://b.example/\"} | 400 | must be https",
                "contacts/anna | {\"webhookUrl\": \"https://169.254.169.254/\"} | 400 | not public",
                "contacts/anna | {\"alertmanagerUrl\": \"http://10.0.0.1/\"} | 400 | plain http",
                "contacts/Anna | {\"email\": \"a@b.example\"} | 400 | 1-63 characters",
                "contacts/anna | {\"email\": \"a@b.example\", \"phone\": \"1\"} | 400 | phone",
                "contacts/anna | {\"email\": \"a@b.example\", \"quietHours\": {\"zone\": \"Mars\", \"from\": \"22:00\", \"to\": \"06:00\"}} | 400 | time zone",
                "contacts/anna | {\"email\": \"a@b.example\", \"quietHours\": {\"zone\": \"UTC\", \"from\": \"22\", \"to\": \"06:00\"}} | 400 | a time such as",
                "contacts/anna | {\"email\": \"a@b.example\", \"quietHours\": {\"zone\": \"UTC\", \"from\": \"22:00\", \"to\": \"22:00\"}} | 400 | when they begin",
                "escalation-policies/p | {\"atLeast\": \"INFO\", \"steps\": []} | 400 | 1-10 steps",
                "escalation-policies/p | {\"atLeast\": \"LOUD\", \"steps\": [{\"contacts\": [\"anna\"], \"patienceSeconds\": 60}]} | 400 | one of",
                "escalation-policies/p | {\"atLeast\": \"INFO\", \"steps\": [{\"contacts\": [\"nobody\"], \"patienceSeconds\": 60}]} | 400 | no contact nobody",
                "escalation-policies/p | {\"atLeast\": \"INFO\", \"steps\": [{\"contacts\": [\"anna\"], \"patienceSeconds\": 0}]} | 400 | 1 to 86400",
                "silences/s | {\"matchers\": {}, \"reason\": \"r\", \"minutes\": 5} | 400 | one at least",
                "silences/s | {\"matchers\": {\"pool\": \"exit\"}, \"reason\": \"r\", \"minutes\": 10081} | 400 | 1 to 10080",
                "silences/s | {\"matchers\": {\"pool\": \"exit\"}, \"minutes\": 5} | 400 | missing",
            })
    void refusesWhatCannotBeMeantAndKeepsNothing(String path, String body, int status, String detail) {
        operator.request()
                .body(body)
                .put(operator.path(path))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body(containsString(detail));

        String kind = path.substring(0, path.indexOf('/'));
        String field = kind.equals("escalation-policies") ? "policies" : kind;
        operator.request().get(operator.path(kind)).then().statusCode(200).body(field, hasSize(0));
    }

    @Test
    void aWebhooksSecretIsShownOnceAndStays() {
        operator.contact("anna", HOOK).then().statusCode(201).body("secret", notNullValue());

        operator.contact("anna", HOOK).then().statusCode(200).body("secret", nullValue());
        operator.request()
                .get(operator.path("contacts/anna"))
                .then()
                .statusCode(200)
                .body("webhookUrl", equalTo("http://127.0.0.1:9/hook"))
                .body("secret", nullValue());
    }

    @Test
    void aContactThatAPolicyPagesStays() {
        operator.contact("anna", HOOK);
        operator.policy("anna");

        operator.request().delete(operator.path("contacts/anna")).then().statusCode(409);
        operator.request()
                .delete(operator.path("escalation-policies/people"))
                .then()
                .statusCode(204);
        operator.request().delete(operator.path("contacts/anna")).then().statusCode(204);
        operator.request().delete(operator.path("contacts/anna")).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{}] | labels",
                "[{\"labels\": {\"a\": null}}] | a value is missing",
                "[{\"labels\": {\"a\": \"b\"}, \"endsAt\": \"tomorrow\"}] | RFC 3339",
                "{} | ",
            })
    void alertsThatCannotBeReadWriteNothing(String body, String detail) {
        operator.request()
                .body(body)
                .post(operator.path("alertmanager/api/v2/alerts"))
                .then()
                .statusCode(400)
                .body(containsString(detail == null ? "" : detail));

        operator.request().get(operator.path("alerts")).then().body("alerts", hasSize(0));
    }
}

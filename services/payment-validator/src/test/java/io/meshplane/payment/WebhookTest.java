package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class WebhookTest extends PaymentTestBase {
    private final List<WebhookReceiver> receivers = new ArrayList<>();

    @AfterEach
    void forgetAll() {
        List<String> ids = operator().get(webhooks()).jsonPath().getList("endpoints.endpointId");
        ids.forEach(id -> operator().delete(webhooks() + "/" + id).then().statusCode(204));
        receivers.forEach(WebhookReceiver::close);
    }

    @Test
    void aNoticeArrivesSignedAndTheLogSaysSo() {
        WebhookReceiver receiver = receiver();
        JsonPath endpoint = register(receiver);

        Hash32 paid = pay();

        WebhookReceiver.Message message = receiver.await(each -> each.body().contains(paid.toString()), SOON);
        assertThat(message.body()).startsWith("{\"type\":\"payment.credited\"");
        assertThat(message.isSignedBy(endpoint.getString("secret"))).isTrue();
        assertThat(message.isSignedBy("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
                .isFalse();
        String id = endpoint.getString("endpointId");
        Await.until("the log says so", SOON, () -> "DELIVERED".equals(log(id).getString(delivery(message) + ".state")));
        assertThat(log(id).getInt(delivery(message) + ".attempts")).isEqualTo(1);
        operator()
                .get(webhooks())
                .then()
                .body("endpoints[0].state", equalTo("ACTIVE"))
                .body("endpoints[0].toString()", not(containsString("whsec_")));
    }

    @Test
    void aReceiverThatFailsIsTriedAgainWithTheSameIdAndDelaysNobodyElse() {
        WebhookReceiver dead = receiver();
        dead.answer(-1);
        WebhookReceiver failing = receiver();
        failing.answer(500);
        WebhookReceiver well = receiver();
        register(dead);
        String id = register(failing).getString("endpointId");
        register(well);

        Hash32 paid = pay();

        well.await(each -> each.body().contains(paid.toString()), SOON);
        String first = failing.await(each -> each.body().contains(paid.toString()), SOON)
                .id();
        Await.until("it is tried again", SOON, () -> failing.count(first) >= 3);
        failing.answer(204);
        Await.until("it has it", SOON, () -> "DELIVERED".equals(log(id).getString(find(first) + ".state")));
        assertThat(log(id).getInt(find(first) + ".attempts")).isGreaterThanOrEqualTo(4);
        assertThat(well.count(first)).isEqualTo(1);
    }

    @Test
    void noticesOfOnePaymentArriveInTheirOrder() {
        WebhookReceiver receiver = receiver();
        receiver.answer(500);
        register(receiver);
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(3));
        chain.mine(4);
        claimUntil(node, paid, "VALID");
        receiver.await(each -> each.body().contains(paid.toString()), SOON);

        receiver.answer(200);

        receiver.await(
                each -> each.answered() == 200
                        && each.body().contains("verdict.changed")
                        && each.body().contains(paid.toString()),
                SOON);
        assertThat(receiver.messages().stream()
                        .filter(each -> each.answered() == 200 && each.body().contains(paid.toString()))
                        .map(WebhookReceiver.Message::id))
                .isSortedAccordingTo((a, b) -> Long.compare(number(a), number(b)))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEndpointThatFailsForDaysIsDisabledAndWhatItMissedIsReplayed() {
        WebhookReceiver receiver = receiver();
        receiver.answer(-1);
        String id = register(receiver).getString("endpointId");
        Hash32 paid = pay();

        Await.until(
                "it is given up",
                SOON.multipliedBy(3),
                () -> operator()
                        .get(webhooks() + "/" + id)
                        .jsonPath()
                        .getString("state")
                        .equals("DISABLED"));

        operator().get(webhooks() + "/" + id).then().body("why", startsWith("it has failed since"));
        receiver.answer(200);
        long seq = log(id).getLong("deliveries.max { it.seq }.seq");
        operator().post(webhooks() + "/" + id + "/enable").then().statusCode(204);
        WebhookReceiver.Message missed =
                receiver.await(each -> each.answered() == 200 && each.body().contains(paid.toString()), SOON);
        Await.until("the log says so", SOON, () -> "DELIVERED".equals(log(id).getString(delivery(missed) + ".state")));
        int before = receiver.count(missed.id());
        operator()
                .contentType("application/json")
                .body("{\"after\":" + (number(missed.id()) - 1) + "}")
                .post(webhooks() + "/" + id + "/replay")
                .then()
                .statusCode(200);
        Await.until("it comes once more", SOON, () -> receiver.count(missed.id()) > before);
        assertThat(seq).isPositive();
    }

    @Test
    void aTestMessageIsSentNow() {
        WebhookReceiver receiver = receiver();
        JsonPath endpoint = register(receiver);
        String path = webhooks() + "/" + endpoint.getString("endpointId") + "/test";

        operator()
                .post(path)
                .then()
                .statusCode(200)
                .body("succeeded", equalTo(true))
                .body("status", equalTo(200));

        assertThat(receiver.messages()).anySatisfy(message -> {
            assertThat(message.body()).contains("webhook.test");
            assertThat(message.isSignedBy(endpoint.getString("secret"))).isTrue();
        });
        receiver.answer(302); // it is followed nowhere
        operator().post(path).then().body("succeeded", equalTo(false)).body("status", equalTo(302));
        receiver.answer(-1);
        operator().post(path).then().body("succeeded", equalTo(false)).body("failure", startsWith("no answer within"));
    }

    @Test
    void aNewSecretSignsBesideTheFormerOne() {
        WebhookReceiver receiver = receiver();
        JsonPath endpoint = register(receiver);
        String path = webhooks() + "/" + endpoint.getString("endpointId");

        String secret = operator().post(path + "/secret").jsonPath().getString("secret");

        operator().post(path + "/test").then().statusCode(200);
        assertThat(receiver.messages().getLast().isSignedBy(secret)).isTrue();
        assertThat(receiver.messages().getLast().isSignedBy(endpoint.getString("secret")))
                .isTrue();
        assertThat(secret).isNotEqualTo(endpoint.getString("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://[fd00:ec2::254]/",
                "http://8.8.8.8/",
                "ftp://127.0.0.1/",
                "https://u:p@127.0.0.1/",
                "not a url"
            })
    void anAddressThatOnlyThisServiceCouldReachIsRefused(String url) {
        register(url)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("url"));
        operator().get(webhooks()).then().body("endpoints", hasSize(0));
    }

    @Test
    void aNetworkHasSoManyEndpointsAndNoMore() {
        WebhookReceiver receiver = receiver();
        for (int i = 0; i < 4; i++) register(receiver);

        register(receiver.url()).then().statusCode(409).contentType("application/problem+json");
    }

    @Test
    void anotherNetworksEndpointDoesNotExist() {
        String id = register(receiver()).getString("endpointId");
        String there = "/v1/networks/home/webhooks/" + id;
        String token = Operators.tokenFor("home");

        for (String path : List.of("", "/deliveries")) {
            given().auth().oauth2(token).get(there + path).then().statusCode(404);
        }
        for (String path : List.of("/secret", "/enable", "/test")) {
            given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .post(there + path)
                    .then()
                    .statusCode(404);
        }
        given().auth().oauth2(token).delete(there).then().statusCode(404);
        given().auth().oauth2(token).get(webhooks()).then().statusCode(404);
        operator().get(webhooks() + "/" + id).then().statusCode(200);
    }

    private static String find(String webhookId) {
        return "deliveries.find { it.webhookId == '" + webhookId + "' }";
    }

    private static String delivery(WebhookReceiver.Message message) {
        return find(message.id());
    }

    private static long number(String webhookId) {
        return Long.parseLong(webhookId.substring(webhookId.indexOf('-') + 1));
    }

    private JsonPath log(String endpoint) {
        return operator()
                .get(webhooks() + "/" + endpoint + "/deliveries?limit=200")
                .jsonPath();
    }

    private String webhooks() {
        return "/v1/networks/" + network + "/webhooks";
    }

    private WebhookReceiver receiver() {
        try {
            WebhookReceiver receiver = WebhookReceiver.start();
            receivers.add(receiver);
            return receiver;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonPath register(WebhookReceiver receiver) {
        return register(receiver.url()).then().statusCode(201).extract().jsonPath();
    }

    private Response register(String url) {
        return operator()
                .contentType("application/json")
                .body("{\"url\":\"" + url + "\"}")
                .post(webhooks());
    }

    /** A payment that is credited. */
    private Hash32 pay() {
        Wallet wallet = chain.freshWallet();
        payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(5));
        chain.mine(4);
        return paid;
    }
}

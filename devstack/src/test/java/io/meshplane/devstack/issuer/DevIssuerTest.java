package io.meshplane.devstack.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.meshplane.devstack.file.Secrets;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The issuer over HTTP; its tokens are checked with the JDK alone. */
class DevIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final JsonMapper JSON = new JsonMapper();

    /** One for all tests: to make an RSA key takes a second. */
    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private DevIssuer issuer;
    private String secret;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        issuer = start(0);
        secret = new Secrets(folder).get(DevIssuer.OPERATOR_SECRET, () -> "missing");
    }

    @AfterEach
    void stop() {
        issuer.close();
        client.close();
    }

    @Test
    void tellsWhereItsKeysAndTokensAre() throws Exception {
        JsonNode document = json(get("/.well-known/openid-configuration"));

        assertThat(document.path("issuer").asText()).isEqualTo("http://127.0.0.1:" + issuer.port());
        assertThat(document.path("jwks_uri").asText()).isEqualTo(issuer.url() + "/jwks");
        assertThat(document.path("token_endpoint").asText()).isEqualTo(issuer.url() + "/token");
    }

    @Test
    void grantsATokenThatItsPublicKeyVerifies() throws Exception {
        JsonNode answer = json(post("grant_type=client_credentials&client_id=operator&client_secret=" + secret));

        String[] token = answer.path("access_token").asText().split("\\.");
        assertThat(verified(token, publicKey(decoded(token[0]).path("kid").asText())))
                .isTrue();
        assertThat(decoded(token[0]).path("alg").asText()).isEqualTo("RS256");
        JsonNode claims = decoded(token[1]);
        assertThat(claims.path("iss").asText()).isEqualTo(issuer.url());
        assertThat(claims.path("aud").asText()).isEqualTo("meshplane");
        assertThat(claims.path("sub").asText()).isEqualTo("operator");
        assertThat(claims.path("groups")).hasToString("[\"operator\"]");
        assertThat(claims.path("networks")).hasToString("[\"home\"]");
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 3600);
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asLong()).isEqualTo(3600);
    }

    @Test
    void takesTheCredentialsInTheHeaderToo() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token"))
                .header("Content-Type", FORM)
                .header("Authorization", basic("operator:" + secret))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    grant_type=client_credentials&client_id=operator&client_secret=wrong    | 401 | invalid_client
                    grant_type=client_credentials&client_id=other&client_secret=SECRET      | 401 | invalid_client
                    grant_type=client_credentials&client_id=operator                        | 401 | invalid_client
                    grant_type=password&client_id=operator&client_secret=SECRET             | 400 | unsupported_grant_type
                    client_id=operator&client_secret=SECRET                                 | 400 | invalid_request
                    grant_type=client_credentials&grant_type=client_credentials             | 400 | invalid_request
                    grant_type=%zz                                                          | 400 | invalid_request
                    """)
    void refusesWithTheErrorOfTheRfc(String form, int status, String error) throws Exception {
        HttpResponse<String> answer = post(form.replace("SECRET", secret));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @ParameterizedTest
    @CsvSource({"Bearer abc", "Basic ???", "Basic b3BlcmF0b3I="})
    void refusesAHeaderThatHoldsNoCredentials(String authorization) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token"))
                .header("Content-Type", FORM)
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesCredentialsInTwoPlaces() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token"))
                .header("Content-Type", FORM)
                .header("Authorization", basic("operator:" + secret))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_secret=" + secret)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesABodyThatIsNoFormOrTooLong() throws Exception {
        HttpResponse<String> json = send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> tooLong = post("grant_type=client_credentials&scope=" + "x".repeat(9000));

        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(tooLong.statusCode()).isEqualTo(400);
    }

    @Test
    void answersOtherMethodsAndPathsAsHttpSays() throws Exception {
        HttpResponse<String> token = get("/token");

        assertThat(token.statusCode()).isEqualTo(405);
        assertThat(token.headers().firstValue("Allow")).hasValue("POST");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsItsKeyOverARestartSoThatTokensStayGood() throws Exception {
        JsonNode before = json(get("/jwks"));
        int port = issuer.port();

        issuer.close();
        issuer = start(port);

        assertThat(json(get("/jwks"))).isEqualTo(before);
    }

    private DevIssuer start(int port) throws IOException, GeneralSecurityException {
        return DevIssuer.start(new DevIssuerConfig(new Secrets(folder), port, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer.url() + path)));
    }

    private HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token"))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private PublicKey publicKey(String keyId) throws Exception {
        JsonNode key = json(get("/jwks")).path("keys").path(0);
        assertThat(key.path("kid").asText()).isEqualTo(keyId);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
    }

    private static boolean verified(String[] token, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token[2]));
    }

    private static BigInteger number(JsonNode base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url.asText()));
    }

    private static JsonNode decoded(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}

package io.meshplane.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck.Reason;
import io.meshplane.contracts.signature.SignatureCheck.Result;
import io.meshplane.contracts.signature.SignatureCheck.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_262_400);
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    /** RFC 8032 §7.1, TEST 1: its secret key in PKCS#8 (RFC 8410), its public key raw. */
    private static final NodeKey KEY = new NodeKey(
            HexFormat.of()
                    .parseHex("302e020100300506032b657004220420"
                            + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    private static final NodeId ID = NodeId.ofPublicKey(KEY.publicKey());

    @Test
    void signsAsRfc8032Says() {
        assertThat(KEY.sign(new byte[0]))
                .isEqualTo(HexFormat.of()
                        .parseHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
    }

    @Test
    void writesTheSignatureBaseOfRfc9421() {
        String base = RequestSignature.signatureBase(
                "POST",
                "/v1/claims",
                "",
                RequestSignature.contentDigest(BODY),
                RequestSignature.parameters(7, ID.value()));

        assertThat(base).isEqualTo("""
                "@method": POST
                "@path": /v1/claims
                "@query": ?
                "content-digest": sha-256=:AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=:
                "@signature-params": ("@method" "@path" "@query" "content-digest");created=7;keyid="%ID%";alg="ed25519";tag="meshplane\"\
                """.replace("%ID%", ID.value()));
    }

    @Test
    void aSignedRequestIsTheNodes() {
        assertThat(check(signed(), NOW)).isEqualTo(new Result.Signed(ID));
    }

    static Stream<Arguments> alterations() {
        SignedRequest r = signed();
        return Stream.of(
                Arguments.of("method", with(r, "PUT", r.path(), r.query(), r.body()), Reason.WRONG_SIGNATURE),
                Arguments.of("path", with(r, r.method(), "/v1/claim", r.query(), r.body()), Reason.WRONG_SIGNATURE),
                Arguments.of("query", with(r, r.method(), r.path(), "a=2", r.body()), Reason.WRONG_SIGNATURE),
                Arguments.of("body", with(r, r.method(), r.path(), r.query(), new byte[] {1}), Reason.BODY_CHANGED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void whateverIsAlteredIsNoticed(String what, SignedRequest altered, Reason reason) {
        assertThat(check(altered, NOW)).as(what).isEqualTo(new Result.Refused(reason));
    }

    @Test
    void everyFlippedBitOfTheSignatureIsNoticed() {
        SignedRequest request = signed();
        String signature = Objects.requireNonNull(request.signature());
        for (int i = "sig=:".length(); i < signature.length() - 3; i++) { // the last digit holds two unused bits
            char flipped = signature.charAt(i) == 'A' ? 'B' : 'A';
            String other = signature.substring(0, i) + flipped + signature.substring(i + 1);
            SignedRequest altered = new SignedRequest(
                    request.method(),
                    request.path(),
                    request.query(),
                    BODY,
                    request.signatureInput(),
                    other,
                    request.contentDigest());

            assertThat(check(altered, NOW)).as("character %d", i).isInstanceOf(Result.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesAClockThatIsTooFarOff(long seconds) {
        assertThat(check(signed(), NOW.plusSeconds(seconds))).isEqualTo(new Result.Refused(Reason.CLOCK_OFF));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void bearsAClockThatIsALittleOff(long seconds) {
        assertThat(check(signed(), NOW.plusSeconds(seconds))).isEqualTo(new Result.Signed(ID));
    }

    @Test
    void refusesAnUnknownNodeAndAnotherNodesKey() {
        assertThat(SignatureCheck.check(signed(), id -> null, NOW)).isEqualTo(new Result.Refused(Reason.UNKNOWN_NODE));
        assertThat(SignatureCheck.check(signed(), id -> NodeKey.generate().publicKey(), NOW))
                .isEqualTo(new Result.Refused(Reason.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sig=()",
                "sig=(\"@method\");created=1;keyid=\"x\";alg=\"ed25519\";tag=\"meshplane\"",
                "sig=(\"@method\" \"@path\" \"@query\" \"content-digest\");created=99999999999999999999;keyid=\"nmzuhvlpymk6xo3epygfy5h4oea\";alg=\"ed25519\";tag=\"meshplane\"",
                "sig=(\"@method\" \"@path\" \"@query\" \"content-digest\");created=1;keyid=\"nmzuhvlpymk6xo3epygfy5h4oea\";alg=\"none\";tag=\"meshplane\"",
            })
    void refusesOtherForms(String input) {
        SignedRequest request = signed();

        Result result = check(
                new SignedRequest("POST", "/", "", BODY, input, request.signature(), request.contentDigest()), NOW);

        assertThat(result).isEqualTo(new Result.Refused(Reason.MALFORMED));
    }

    @Test
    void refusesARequestWithoutSignature() {
        assertThat(check(new SignedRequest("POST", "/", "", BODY, null, null, null), NOW))
                .isEqualTo(new Result.Refused(Reason.NO_SIGNATURE));
    }

    private static Result check(SignedRequest request, Instant now) {
        return SignatureCheck.check(request, id -> id.equals(ID) ? KEY.publicKey() : null, now);
    }

    private static SignedRequest signed() {
        Map<String, String> headers = RequestSignature.sign(KEY, ID, "POST", "/v1/claims", "a=1", BODY, NOW);
        return new SignedRequest(
                "POST",
                "/v1/claims",
                "a=1",
                BODY,
                headers.get(RequestSignature.SIGNATURE_INPUT_HEADER),
                headers.get(RequestSignature.SIGNATURE_HEADER),
                headers.get(RequestSignature.CONTENT_DIGEST_HEADER));
    }

    private static SignedRequest with(SignedRequest r, String method, String path, String query, byte[] body) {
        return new SignedRequest(method, path, query, body, r.signatureInput(), r.signature(), r.contentDigest());
    }
}

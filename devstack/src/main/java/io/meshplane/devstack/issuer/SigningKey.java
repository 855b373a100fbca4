package io.meshplane.devstack.issuer;

import io.meshplane.devstack.file.Secrets;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** The issuer's RSA key, kept across starts so that its tokens stay good. Signs RS256 (RFC 7518 §3.3). */
final class SigningKey {
    static final String SECRET = "issuer-signing.key";
    private static final int BITS = 2048;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final RSAPrivateCrtKey key;
    private final String keyId;

    private SigningKey(RSAPrivateCrtKey key) throws NoSuchAlgorithmException {
        this.key = key;
        this.keyId = thumbprint(key);
    }

    /** @throws GeneralSecurityException if the file holds no RSA key */
    static SigningKey load(Secrets secrets) throws IOException, GeneralSecurityException {
        String text = secrets.get(SECRET, SigningKey::generate);
        byte[] pkcs8 = Base64.getDecoder().decode(text);
        return new SigningKey(
                (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    }

    String keyId() {
        return keyId;
    }

    /** The public half as a JWK (RFC 7517). */
    Map<String, String> toJwk() {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                keyId,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    /** The compact JWS of a header and a payload, both JSON. */
    String sign(String headerJson, String payloadJson) throws GeneralSecurityException {
        String input = encode(headerJson) + "." + encode(payloadJson);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + BASE64URL.encodeToString(signature.sign());
    }

    private static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException everyJdkHasRsa) {
            throw new IllegalStateException(everyJdkHasRsa);
        }
    }

    /** RFC 7638: the hash of the JWK's required members, in alphabetical order. */
    private static String thumbprint(RSAPrivateCrtKey key) throws NoSuchAlgorithmException {
        String members = "{\"e\":\"" + unsigned(key.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\""
                + unsigned(key.getModulus()) + "\"}";
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return BASE64URL.encodeToString(sha256.digest(members.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Big endian without a sign byte. */
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64URL.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String encode(String json) {
        return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}

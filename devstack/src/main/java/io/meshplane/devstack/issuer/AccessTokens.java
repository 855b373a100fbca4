package io.meshplane.devstack.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the operator's access tokens: signed JWTs (RFC 7519). */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofHours(1);
    static final String AUDIENCE = "meshplane";
    static final String OPERATOR = "operator";
    private static final JsonMapper JSON = new JsonMapper();

    private final String issuer;
    private final SigningKey key;

    AccessTokens(String issuer, SigningKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    /**
     * @param networks what the operator may see
     * @param tokenId unique, becomes {@code jti}
     */
    String issue(List<String> networks, Instant now, String tokenId)
            throws GeneralSecurityException, JsonProcessingException {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", issuer);
        claims.put("sub", OPERATOR);
        claims.put("aud", AUDIENCE);
        claims.put("groups", List.of("operator"));
        claims.put("networks", networks);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("jti", tokenId);
        Map<String, String> header = new TreeMap<>(Map.of("alg", "RS256", "typ", "JWT", "kid", key.keyId()));
        return key.sign(JSON.writeValueAsString(header), JSON.writeValueAsString(claims));
    }
}

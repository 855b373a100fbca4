package io.meshplane.devstack.issuer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to the token endpoint, read but not yet judged (RFC 6749 §4.4.2, §2.3.1).
 *
 * @param grantType as sent
 * @param networks from {@code scope=networks:a,b}: what the token shall be good for; {@code home} without a scope
 */
record TokenRequest(String grantType, String clientId, String clientSecret, List<String> networks) {
    private static final Pattern NETWORKS_SCOPE = Pattern.compile("networks:([a-z0-9-]+(?:,[a-z0-9-]+)*)");

    /** What cannot be read, with an error code of RFC 6749 §5.2. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final String error;

        Unreadable(String error, String description) {
            super(description);
            this.error = error;
        }

        String error() {
            return error;
        }
    }

    /**
     * @param authorization the header of that name
     * @param form the body, {@code application/x-www-form-urlencoded}
     */
    static TokenRequest read(Optional<String> authorization, String form) throws Unreadable {
        Map<String, String> fields = fields(form);
        String grantType = fields.get("grant_type");
        if (grantType == null) throw new Unreadable("invalid_request", "grant_type is missing");
        List<String> networks = networks(fields.get("scope"));
        if (authorization.isEmpty()) {
            return new TokenRequest(
                    grantType,
                    fields.getOrDefault("client_id", ""),
                    fields.getOrDefault("client_secret", ""),
                    networks);
        }
        if (fields.containsKey("client_secret")) {
            throw new Unreadable("invalid_request", "credentials both in the header and in the body");
        }
        String[] credentials = basic(authorization.get());
        return new TokenRequest(grantType, credentials[0], credentials[1], networks);
    }

    private static List<String> networks(@Nullable String scope) throws Unreadable {
        if (scope == null) return List.of("home");
        Matcher matcher = NETWORKS_SCOPE.matcher(scope);
        if (!matcher.matches()) throw new Unreadable("invalid_scope", "networks:<name>,<name>… is expected");
        return List.of(matcher.group(1).split(","));
    }

    private static Map<String, String> fields(String form) throws Unreadable {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (fields.put(name, value) != null) throw new Unreadable("invalid_request", "a parameter is repeated");
        }
        return fields;
    }

    private static String[] basic(String authorization) throws Unreadable {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw new Unreadable("invalid_client", "only Basic authentication is known");
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) throw new Unreadable("invalid_client", "no password");
            return new String[] {decode(pair.substring(0, colon)), decode(pair.substring(colon + 1))};
        } catch (IllegalArgumentException noBase64) {
            throw new Unreadable("invalid_client", "the Authorization header is not base64");
        }
    }

    private static String decode(String text) throws Unreadable {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new Unreadable("invalid_request", "a broken %-escape");
        }
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "TokenRequest[" + grantType + ", " + clientId + "]";
    }
}

package io.meshplane.contracts.signature;

import io.meshplane.contracts.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * How a node signs an HTTP request: HTTP Message Signatures (RFC 9421) with Ed25519 over {@code @method}, {@code @path},
 * {@code @query} and {@code content-digest} (RFC 9530, SHA-256). Host and scheme are left out, since proxies rewrite them; the
 * tag and the key id keep a signature from meaning anything elsewhere. Replays are harmless by design: every signed request
 * is idempotent.
 */
public final class RequestSignature {
    public static final String SIGNATURE_HEADER = "Signature";
    public static final String SIGNATURE_INPUT_HEADER = "Signature-Input";
    public static final String CONTENT_DIGEST_HEADER = "Content-Digest";

    static final String TAG = "meshplane";
    static final String COMPONENTS = "(\"@method\" \"@path\" \"@query\" \"content-digest\")";

    /**
     * The three headers that sign a request.
     *
     * @param method upper case
     * @param path absolute, as sent
     * @param query as sent, without the question mark; empty if there is none
     * @param body empty for none: then its digest is that of zero bytes
     * @return header name to value, ready to send
     */
    public static Map<String, String> sign(
            NodeKey key, NodeId keyId, String method, String path, String query, byte[] body, Instant created) {
        String digest = contentDigest(body);
        String parameters = parameters(created.getEpochSecond(), keyId.value());
        byte[] base = signatureBase(method, path, query, digest, parameters).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                CONTENT_DIGEST_HEADER, digest,
                SIGNATURE_INPUT_HEADER, "sig=" + parameters,
                SIGNATURE_HEADER, "sig=:" + Base64.getEncoder().encodeToString(key.sign(base)) + ":");
    }

    /** The value of Content-Digest (RFC 9530 §2): {@code sha-256=:…:}. */
    public static String contentDigest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String parameters(long createdSeconds, String keyId) {
        return COMPONENTS + ";created=" + createdSeconds + ";keyid=\"" + keyId + "\";alg=\"ed25519\";tag=\"" + TAG
                + "\"";
    }

    /** The signature base, RFC 9421 §2.5. */
    static String signatureBase(String method, String path, String query, String digest, String parameters) {
        return "\"@method\": " + method + "\n\"@path\": " + path + "\n\"@query\": ?" + query + "\n\"content-digest\": "
                + digest + "\n\"@signature-params\": " + parameters;
    }

    private RequestSignature() {}
}

package io.meshplane.contracts.signature;

import io.meshplane.contracts.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what {@link RequestSignature} signs. Pure: the key directory and the time come in as arguments. */
public final class SignatureCheck {
    /** How far a signer's clock may be off. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410
    private static final Pattern INPUT = Pattern.compile("sig=(" + Pattern.quote(RequestSignature.COMPONENTS)
            + ";created=([0-9]{1,12});keyid=\"(n[a-z2-7]{26})\";alg=\"ed25519\";tag=\"meshplane\")");
    private static final Pattern SIGNATURE = Pattern.compile("sig=:([A-Za-z0-9+/]{86}==):");

    /** A request as it arrived; headers are null where they are absent. */
    public record SignedRequest(
            String method,
            String path,
            String query,
            byte[] body,
            @Nullable String signatureInput,
            @Nullable String signature,
            @Nullable String contentDigest) {}

    /** What the check says. */
    public sealed interface Result {
        /** The request is this node's. */
        record Signed(NodeId node) implements Result {}

        /** It is nobody's; the reason may be shown to the caller. */
        record Refused(Reason reason) implements Result {}
    }

    /** Why a signature is refused. */
    public enum Reason {
        NO_SIGNATURE("the request carries no Signature, Signature-Input and Content-Digest headers"),
        MALFORMED("the signature headers are not of the form that nodes use (RFC 9421, docs/request-signatures.md)"),
        CLOCK_OFF("the signature's creation time is more than five minutes off"),
        UNKNOWN_NODE("no such node is enrolled, or it was revoked"),
        BODY_CHANGED("the body does not match its Content-Digest"),
        WRONG_SIGNATURE("the signature does not verify under the node's key");

        private final String inWords;

        Reason(String inWords) {
            this.inWords = inWords;
        }

        public String inWords() {
            return inWords;
        }
    }

    /**
     * Checks a request against the keys of enrolled nodes.
     *
     * @param keys raw 32-byte public key of a node, or null if it may not sign
     */
    public static Result check(SignedRequest request, Function<NodeId, byte @Nullable []> keys, Instant now) {
        if (request.signatureInput() == null || request.signature() == null || request.contentDigest() == null) {
            return new Result.Refused(Reason.NO_SIGNATURE);
        }
        Matcher input = INPUT.matcher(request.signatureInput());
        Matcher signature = SIGNATURE.matcher(request.signature());
        if (!input.matches() || !signature.matches()) return new Result.Refused(Reason.MALFORMED);
        Instant created = Instant.ofEpochSecond(Long.parseLong(input.group(2)));
        if (Duration.between(created, now).abs().compareTo(CLOCK_TOLERANCE) > 0) {
            return new Result.Refused(Reason.CLOCK_OFF);
        }
        if (!sameBytes(request.contentDigest(), RequestSignature.contentDigest(request.body()))) {
            return new Result.Refused(Reason.BODY_CHANGED);
        }
        NodeId node = new NodeId(input.group(3));
        byte[] publicKey = keys.apply(node);
        if (publicKey == null) return new Result.Refused(Reason.UNKNOWN_NODE);
        String base = RequestSignature.signatureBase(
                request.method(), request.path(), request.query(), request.contentDigest(), input.group(1));
        byte[] bytes = Base64.getDecoder().decode(signature.group(1));
        return verifies(publicKey, base, bytes) ? new Result.Signed(node) : new Result.Refused(Reason.WRONG_SIGNATURE);
    }

    private static boolean sameBytes(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean verifies(byte[] rawKey, String base, byte[] signature) {
        try {
            byte[] spki = new byte[SPKI_PREFIX.length + rawKey.length];
            System.arraycopy(SPKI_PREFIX, 0, spki, 0, SPKI_PREFIX.length);
            System.arraycopy(rawKey, 0, spki, SPKI_PREFIX.length, rawKey.length);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(base.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a key or signature that is no point on the curve verifies nothing
        }
    }

    private SignatureCheck() {}
}

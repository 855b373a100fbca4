package io.meshplane.sentinel.alert;

import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.AlertKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * Links with which a contact acknowledges an outbreak without signing in: who holds one may do that and nothing else. Each names the
 * outbreak and the contact, and is signed.
 */
@ApplicationScoped
public class AcknowledgementLinks {
    private static final Logger LOG = Logger.getLogger(AcknowledgementLinks.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH_LEAST = 16;
    private static final int SIGNATURE_BYTES = 16;
    private static final int TOKEN_MAX = 512;

    private final byte[] key;
    private final String publicUrl;

    AcknowledgementLinks(AlertConfig config) {
        this.publicUrl = config.publicUrl();
        this.key = config.linkKey()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(AcknowledgementLinks::ownKey);
        if (key.length < KEY_LENGTH_LEAST) {
            throw new IllegalStateException(
                    "configuration refused: meshplane.alert.link-key has 16 characters or more");
        }
    }

    private static byte[] ownKey() {
        LOG.warn("links in pages end with this process: meshplane.alert.link-key is not set");
        byte[] drawn = new byte[2 * KEY_LENGTH_LEAST];
        new SecureRandom().nextBytes(drawn);
        return drawn;
    }

    /** What a link acknowledges. */
    public record Target(AlertKey alert, int episode, Label contact) {}

    /** The link for a contact. */
    public String link(Target target) {
        String text = String.join(
                "|",
                target.alert().toString(),
                "" + target.episode(),
                target.contact().value());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return publicUrl + "/v1/acknowledgements/" + base64.encodeToString(bytes) + "."
                + base64.encodeToString(signature(bytes));
    }

    /** Reads the end of a link; empty if it is none of this service's. */
    public Optional<Target> read(String token) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > TOKEN_MAX || parts.length != 2) return Optional.empty();
        try {
            byte[] text = Base64.getUrlDecoder().decode(parts[0]);
            byte[] signed = Base64.getUrlDecoder().decode(parts[1]);
            return MessageDigest.isEqual(signed, signature(text)) ? Optional.of(target(text)) : Optional.empty();
        } catch (IllegalArgumentException e) { // not base64
            return Optional.empty();
        }
    }

    private static Target target(byte[] text) {
        String[] parts = new String(text, StandardCharsets.UTF_8).split("\\|", -1);
        return new Target(AlertKey.parse(parts[0]), Integer.parseInt(parts[1]), new Label(parts[2]));
    }

    private byte[] signature(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Arrays.copyOf(mac.doFinal(text), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

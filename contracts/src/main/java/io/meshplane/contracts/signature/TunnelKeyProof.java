package io.meshplane.contracts.signature;

import io.meshplane.contracts.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a node shows the registry that it holds the private key of a WireGuard interface, which can agree on secrets but not sign:
 * HMAC-SHA256 under HMAC-SHA256(label, X25519(private, registrar)) over label, node id and public key (docs/tunnel-keys.md). Only the two
 * of them can make it, so it convinces the registry and nobody else. It binds the node: another one gains nothing by repeating it.
 */
public final class TunnelKeyProof {
    /** Bytes of a proof. */
    public static final int BYTES = 32;

    private static final byte[] LABEL = "meshplane tunnel key v1\n".getBytes(StandardCharsets.US_ASCII);

    private TunnelKeyProof() {}

    /**
     * The proof, made by the node.
     *
     * @param privateKey of the interface, 32 bytes
     * @param publicKey of the interface, 32 bytes
     * @param registrar the registry's public key, 32 bytes
     * @return 32 bytes; empty if the registrar's key is no key
     */
    public static Optional<byte[]> make(byte[] privateKey, byte[] publicKey, byte[] registrar, NodeId node) {
        return TunnelKey.sharedSecret(privateKey, registrar).map(secret -> mac(secret, publicKey, node));
    }

    /**
     * Whether the node holds the key, as the registry sees it.
     *
     * @param publicKey that the node claims, 32 bytes
     */
    public static boolean holds(byte[] proof, byte[] publicKey, TunnelKey registrar, NodeId node) {
        return TunnelKey.sharedSecret(registrar.privateKey(), publicKey)
                .filter(secret -> MessageDigest.isEqual(proof, mac(secret, publicKey, node)))
                .isPresent();
    }

    private static byte[] mac(byte[] secret, byte[] publicKey, NodeId node) {
        Mac outer = hmac(hmac(LABEL).doFinal(secret));
        outer.update(LABEL);
        outer.update(node.value().getBytes(StandardCharsets.US_ASCII));
        return outer.doFinal(publicKey);
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}

package io.meshplane.contracts.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * The Ed25519 key pair of a node (RFC 8032).
 *
 * @param privateKeyPkcs8 PKCS#8 encoding, what the agent keeps in its key file
 * @param publicKey raw, 32 bytes
 */
public record NodeKey(byte[] privateKeyPkcs8, byte[] publicKey) {
    private static final int SPKI_PREFIX_BYTES = 12;

    public NodeKey {
        if (publicKey.length != 32) throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        privateKeyPkcs8 = privateKeyPkcs8.clone();
        publicKey = publicKey.clone();
    }

    /** A new key from the JDK's secure random numbers. */
    public static NodeKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded(); // RFC 8410: a fixed prefix, then the raw key
            return new NodeKey(
                    pair.getPrivate().getEncoded(), Arrays.copyOfRange(spki, SPKI_PREFIX_BYTES, spki.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /** @return 64 bytes (RFC 8032 §5.1.6) */
    public byte[] sign(byte[] message) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(privateKeyPkcs8));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the node's private key cannot sign", e);
        }
    }

    /** Never prints the private half. */
    @Override
    public String toString() {
        return "NodeKey[Ed25519]";
    }
}

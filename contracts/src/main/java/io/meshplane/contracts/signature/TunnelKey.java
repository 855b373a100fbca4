package io.meshplane.contracts.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * The X25519 key pair (RFC 7748) of a WireGuard interface, or of who wants to see that a node holds one.
 *
 * @param privateKey 32 bytes, clamped or not
 * @param publicKey 32 bytes, little endian
 */
public record TunnelKey(byte[] privateKey, byte[] publicKey) {
    /** Bytes of either half. */
    public static final int BYTES = 32;

    private static final String X25519 = "X25519";

    public TunnelKey {
        if (privateKey.length != BYTES || publicKey.length != BYTES)
            throw new IllegalArgumentException("an X25519 key has 32 bytes");
        privateKey = privateKey.clone();
        publicKey = publicKey.clone();
    }

    /** A new pair from the JDK's secure random numbers. */
    public static TunnelKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(X25519).generateKeyPair();
            byte[] scalar = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
            return new TunnelKey(scalar, littleEndian(((XECPublicKey) pair.getPublic()).getU()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 11 has X25519", e);
        }
    }

    /**
     * The secret that two parties share, of whom each knows one private key.
     *
     * @return 32 bytes; empty if the other key is a point of small order, with which everybody shares the same secret
     */
    static Optional<byte[]> sharedSecret(byte[] privateKey, byte[] otherPublicKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance(X25519);
            PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey));
            KeyAgreement agreement = KeyAgreement.getInstance(X25519);
            agreement.init(own);
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(otherPublicKey))), true);
            return Optional.of(agreement.generateSecret());
        } catch (GeneralSecurityException
                | IllegalStateException e) { // the JDK refuses a secret of zeros (RFC 7748 §6.1)
            return Optional.empty();
        }
    }

    /** RFC 7748 §5: the highest bit is no part of the number. */
    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = reversed(littleEndian);
        bigEndian[0] &= 0x7F;
        return new BigInteger(1, bigEndian);
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray(); // up to 32 bytes, as 255 bits and a sign are 256
        byte[] padded = new byte[BYTES];
        System.arraycopy(bigEndian, 0, padded, BYTES - bigEndian.length, bigEndian.length);
        return reversed(padded);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) reversed[i] = bytes[bytes.length - 1 - i];
        return reversed;
    }

    /** Never prints the private half. */
    @Override
    public String toString() {
        return "TunnelKey[X25519]";
    }
}

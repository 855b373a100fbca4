package io.meshplane.chain;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the original padding, as Ethereum uses it: not SHA3-256 of FIPS 202. */
public final class Keccak256 {
    /** The hash of no bytes: code hash of an account without code. */
    public static final Hash32 OF_EMPTY = hash(Bytes.EMPTY);

    private Keccak256() {}

    public static Hash32 hash(Bytes input) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(input.array(), 0, input.size());
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return new Hash32(Bytes.wrap(hash));
    }

    /** The hash of a text's UTF-8 bytes, such as an event signature. */
    public static Hash32 hash(String text) {
        return hash(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}

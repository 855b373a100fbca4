package io.meshplane.chain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text that a wallet signs: EIP-191 version 0x45, what every wallet calls {@code personal_sign}. */
public record PersonalMessage(String text) {

    /** What is signed: the Keccak-256 of the prefix, the text's length in bytes as decimal digits, and its UTF-8 bytes. */
    public Hash32 hash() {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String prefix = "\u0019Ethereum Signed Message:\n" + content.length;
        return Keccak256.hash(
                Bytes.concat(Bytes.wrap(prefix.getBytes(StandardCharsets.US_ASCII)), Bytes.wrap(content)));
    }

    /**
     * The address whose key made this signature over this text.
     *
     * @return as {@link Secp256k1#recover}; of any other text or signature some other address, or empty
     */
    public Optional<Address> signer(Signature signature) {
        return Secp256k1.recover(hash(), signature);
    }
}

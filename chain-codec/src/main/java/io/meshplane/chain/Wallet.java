package io.meshplane.chain;

import java.math.BigInteger;

/** A private key and its address. It prints its address only. */
public final class Wallet {
    private final BigInteger privateKey;
    private final Address address;

    private Wallet(BigInteger privateKey) {
        this.privateKey = privateKey;
        this.address = Secp256k1.addressOf(privateKey);
    }

    /**
     * The wallet of a 32-byte private key.
     *
     * @throws IllegalArgumentException if the key is zero or not below the group order
     */
    public static Wallet of(Hash32 privateKey) {
        return new Wallet(new BigInteger(1, privateKey.bytes().array()));
    }

    public Address address() {
        return address;
    }

    /** The same transaction with this wallet's signature, whatever signature it had. */
    @SuppressWarnings("unchecked") // signedWith of each kind returns its own kind
    public <T extends Transaction> T sign(T transaction) {
        return (T) transaction.signedWith(Secp256k1.sign(transaction.signingHash(), privateKey));
    }

    /** Signs a text, as {@code personal_sign} does. */
    public Signature sign(PersonalMessage message) {
        return Secp256k1.sign(message.hash(), privateKey);
    }

    @Override
    public String toString() {
        return "Wallet[" + address + "]";
    }
}

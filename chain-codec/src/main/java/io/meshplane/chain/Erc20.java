package io.meshplane.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The part of the token standard ERC-20 that payments need. */
public final class Erc20 {
    /** First topic of every Transfer log. */
    public static final Hash32 TRANSFER_TOPIC = Keccak256.hash("Transfer(address,address,uint256)");

    /** Selector of {@code transfer(address,uint256)}. */
    public static final Bytes TRANSFER_SELECTOR = selector("transfer(address,uint256)");

    private static final int CALL_BYTES = 4 + 32 + 32;

    private Erc20() {}

    /** A proven movement of tokens. */
    public record Transfer(Address token, Address from, Address to, BigInteger amount) {}

    /** A wish to move tokens, as call data says it. */
    public record TransferCall(Address to, BigInteger amount) {}

    /** The first four bytes of the Keccak-256 of a function's signature. */
    public static Bytes selector(String functionSignature) {
        return Keccak256.hash(functionSignature).bytes().slice(0, 4);
    }

    /** Call data of {@code transfer(to, amount)}. */
    public static Bytes transferCall(Address to, BigInteger amount) {
        return Bytes.concat(TRANSFER_SELECTOR, word(to).bytes(), word(amount).bytes());
    }

    /** Reads call data of {@code transfer(address,uint256)}: exactly 68 bytes, upper 12 of the address zero. */
    public static Optional<TransferCall> decodeTransferCall(Bytes data) {
        if (data.size() != CALL_BYTES || !data.slice(0, 4).equals(TRANSFER_SELECTOR)) {
            return Optional.empty();
        }
        BigInteger amount = new BigInteger(1, data.slice(36, 68).array());
        return addressIn(new Hash32(data.slice(4, 36))).map(to -> new TransferCall(to, amount));
    }

    /** The log that a transfer emits. */
    public static EventLog transferLog(Transfer transfer) {
        return new EventLog(
                transfer.token(),
                List.of(TRANSFER_TOPIC, word(transfer.from()), word(transfer.to())),
                word(transfer.amount()).bytes());
    }

    /**
     * Reads a Transfer log. Whether the emitting contract is a token that one trusts is the caller's question.
     *
     * @return empty unless there are exactly 3 topics, the first is the event's, the addresses' upper 12 bytes are zero, and
     *     the data has 32 bytes
     */
    public static Optional<Transfer> decodeTransfer(EventLog log) {
        if (log.topics().size() != 3
                || !log.topics().get(0).equals(TRANSFER_TOPIC)
                || log.data().size() != 32) {
            return Optional.empty();
        }
        BigInteger amount = new BigInteger(1, log.data().array());
        return addressIn(log.topics().get(1))
                .flatMap(from ->
                        addressIn(log.topics().get(2)).map(to -> new Transfer(log.address(), from, to, amount)));
    }

    /** An address as a 32-byte word, zeros first. */
    public static Hash32 word(Address address) {
        return new Hash32(Bytes.concat(Bytes.wrap(new byte[12]), address.bytes()));
    }

    /** An unsigned 256-bit integer as a 32-byte word. */
    public static Hash32 word(BigInteger amount) {
        if (amount.signum() < 0 || amount.bitLength() > 256) {
            throw new IllegalArgumentException("amount is not an unsigned 256-bit integer");
        }
        byte[] digits = amount.toByteArray();
        byte[] word = new byte[32];
        int skip = digits.length == 33 ? 1 : 0;
        System.arraycopy(digits, skip, word, 32 - digits.length + skip, digits.length - skip);
        return new Hash32(Bytes.wrap(word));
    }

    /** The address in a word; empty if one of the upper 12 bytes is not zero. */
    public static Optional<Address> addressIn(Hash32 word) {
        for (int i = 0; i < 12; i++) {
            if (word.bytes().at(i) != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Address.lastBytesOf(word));
    }
}

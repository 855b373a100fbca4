package io.meshplane.chain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** A 20-byte account address. {@link #toString} gives the EIP-55 mixed-case checksum form. */
public record Address(Bytes bytes) {
    public static final int SIZE_BYTES = 20;
    public static final Address ZERO = new Address(Bytes.wrap(new byte[SIZE_BYTES]));

    public Address {
        if (bytes.size() != SIZE_BYTES) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.size());
        }
    }

    /**
     * Parses an address as people write it (EIP-55): all lower case, all upper case, or mixed case with a true checksum.
     *
     * @throws MalformedChainDataException for any other text, also a mixed-case one with a false checksum
     */
    public static Address parse(String text) throws MalformedChainDataException {
        Address address = new Address(HexData.parse(text, SIZE_BYTES));
        String digits = text.substring(2);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !address.toString().equals(text)) {
            throw new MalformedChainDataException("address checksum (EIP-55) is false");
        }
        return address;
    }

    /** As {@link #parse}, for constants: {@link IllegalArgumentException} if malformed. */
    public static Address fromHex(String text) {
        try {
            return parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The last 20 bytes of a word, as in a log topic or a public key's hash. */
    static Address lastBytesOf(Hash32 word) {
        return new Address(word.bytes().slice(12, 32));
    }

    /** All lower case, as JSON-RPC nodes write it. */
    public String toLowerHex() {
        return bytes.toHex();
    }

    @Override
    public String toString() {
        String digits = HexFormat.of().formatHex(bytes.array());
        Bytes hash = Keccak256.hash(Bytes.wrap(digits.getBytes(StandardCharsets.US_ASCII)))
                .bytes();
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = (hash.at(i / 2) >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            char digit = digits.charAt(i);
            text.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
        }
        return text.toString();
    }
}

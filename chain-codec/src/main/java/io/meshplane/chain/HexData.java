package io.meshplane.chain;

import java.util.HexFormat;

/** Unformatted DATA of the Ethereum JSON-RPC specification: {@code 0x}, then two hex digits of either case a byte. */
public final class HexData {
    private HexData() {}

    /**
     * Parses DATA of any length.
     *
     * @throws MalformedChainDataException without the prefix, with an odd count of digits, or with any other character
     */
    public static Bytes parse(String text) throws MalformedChainDataException {
        if (!text.startsWith("0x") || text.length() % 2 != 0) {
            throw new MalformedChainDataException("not hex data: no 0x prefix or an odd count of digits");
        }
        byte[] content = new byte[text.length() / 2 - 1];
        for (int i = 0; i < content.length; i++) {
            int high = digit(text.charAt(2 + 2 * i));
            int low = digit(text.charAt(3 + 2 * i));
            content[i] = (byte) ((high << 4) | low);
        }
        return Bytes.wrap(content);
    }

    /** Parses DATA of exactly {@code sizeBytes} bytes. */
    public static Bytes parse(String text, int sizeBytes) throws MalformedChainDataException {
        if (text.length() != 2 + 2 * sizeBytes) {
            throw new MalformedChainDataException("not " + sizeBytes + " bytes of hex data");
        }
        return parse(text);
    }

    private static int digit(char c) throws MalformedChainDataException {
        if (!HexFormat.isHexDigit(c)) {
            throw new MalformedChainDataException("not a hex digit in hex data");
        }
        return HexFormat.fromHexDigit(c);
    }
}

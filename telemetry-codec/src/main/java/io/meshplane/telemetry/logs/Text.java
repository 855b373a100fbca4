package io.meshplane.telemetry.logs;

/** Classes of bytes, and numbers as text. Bytes from 128 on are letters: they are a part of one. */
final class Text {
    private static final int DIGIT = 1;
    private static final int LETTER = 2;
    private static final int LOWER_HEX = 4;
    private static final int UPPER_HEX = 8;
    private static final byte[] CLASS = new byte[256];
    private static final byte[] LOWER_DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    static {
        for (int c = 0; c < 256; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
            if (letter) CLASS[c] |= LETTER;
            if (c >= '0' && c <= '9') CLASS[c] |= DIGIT;
            if (c >= 'a' && c <= 'f') CLASS[c] |= LOWER_HEX;
            if (c >= 'A' && c <= 'F') CLASS[c] |= UPPER_HEX;
        }
    }

    private Text() {}

    static boolean isDigit(int c) {
        return (CLASS[c & 0xFF] & DIGIT) != 0;
    }

    static boolean isLetter(int c) {
        return (CLASS[c & 0xFF] & LETTER) != 0;
    }

    static boolean isWord(int c) {
        return (CLASS[c & 0xFF] & (LETTER | DIGIT)) != 0;
    }

    static boolean isHex(int c) {
        return (CLASS[c & 0xFF] & (DIGIT | LOWER_HEX | UPPER_HEX)) != 0;
    }

    static boolean isLowerHex(int c) {
        return (CLASS[c & 0xFF] & LOWER_HEX) != 0;
    }

    static boolean isUpperHex(int c) {
        return (CLASS[c & 0xFF] & UPPER_HEX) != 0;
    }

    /** The value of a hexadecimal digit of either case. */
    static int nibble(int c) {
        return isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    static int hexDigit(int nibble, boolean upper) {
        int c = LOWER_DIGITS[nibble];
        return upper && nibble > 9 ? c - 0x20 : c;
    }

    /** A number of up to 18 digits. */
    static long number(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) value = value * 10 + text[i] - '0';
        return value;
    }

    /** The lowest decimal digits of a number, with leading zeros. */
    static void appendDigits(long value, int digits, LogLines to) {
        for (long power = power(digits - 1); power > 0; power /= 10) to.append((int) ('0' + value / power % 10));
    }

    /** 10^exponent, 0 to 18. */
    static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    static void appendNumber(long value, LogLines to) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) digits++;
        appendDigits(value, digits, to);
    }
}

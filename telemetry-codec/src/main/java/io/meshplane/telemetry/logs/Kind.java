package io.meshplane.telemetry.logs;

/** What a token of a line is. */
enum Kind {
    /** Text that belongs to the pattern of the line: separators, then letters. */
    LITERAL(0),
    /** The end of the line. */
    END(1),
    /** A decimal number without leading zeros, below 10^18. */
    INTEGER(2),
    /** Digits with leading zeros; form = how many, 2 to 18. */
    PADDED(3),
    /** Digits, a point, digits; form = digits behind the point. */
    DECIMAL(4),
    /** A moment as {@link TimeText} knows it; form = how it is written. */
    TIME(5),
    /** Four numbers with points. */
    IPV4(6),
    /** Groups of hexadecimal digits with colons: IPv6, MAC, router id. */
    ADDRESS(7),
    /** A word with a digit in it. */
    NAME(8),
    /** Hexadecimal digits; form = 2 · digits + 1 if upper case. */
    HEX(9),
    /** What would be a literal, where too many were seen already. */
    WORD(10),
    /** Text of any kind that is worth no memory. */
    TEXT(11);

    private static final Kind[] ALL = values();
    static final int COUNT = ALL.length;

    /** Its number in messages. */
    final int number;

    Kind(int number) {
        this.number = number;
    }

    static Kind of(int number) {
        return ALL[number];
    }

    boolean isNumber() {
        return this == INTEGER || this == PADDED || this == DECIMAL || this == TIME;
    }

    boolean isName() {
        return this == IPV4 || this == ADDRESS || this == NAME || this == HEX || this == WORD;
    }
}

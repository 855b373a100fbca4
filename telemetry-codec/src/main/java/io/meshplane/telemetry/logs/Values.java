package io.meshplane.telemetry.logs;

/** Finds the value that begins at a place of a line, if one does: the rules of {@link Lexer} for all that is not literal. */
final class Values {
    private static final int MAX_DIGITS = 18;
    private static final int LEAST_HEX = 8;
    private static final int MAX_NAME_RUN = Lexer.MAX_NAME + 1;

    private final TimeText times = new TimeText();
    private byte[] text = new byte[0];
    private int start;
    private int end;

    void begin(byte[] source, int from, int to) {
        text = source;
        start = from;
        end = to;
    }

    /** Reads the value at text[from] into the token; false, and a token of no meaning, if there is none. */
    boolean at(int from, Token token) {
        int c = at(from);
        if (c == ':') return at(from + 1) == ':' && !Text.isWord(at(from - 1)) && address(from, token);
        if (at(from - 1) == 'x' && at(from - 2) == '0') return hex(from, 1, token);
        if (Text.isDigit(c)) return digitsFirst(from, token);
        return Text.isLetter(c) && letterFirst(from, token);
    }

    private int at(int i) {
        return i >= start && i < end ? text[i] & 0xFF : 0;
    }

    private boolean digitsFirst(int from, Token token) {
        if (text[from] == '0' && at(from + 1) == 'x' && Text.isHex(at(from + 2))) return false;
        if (times.parse(text, from, end, token) || address(from, token) || ipv4(from, token)) return true;
        int i = digitsEnd(from, MAX_NAME_RUN);
        if (i - from == MAX_NAME_RUN) return longRun(from, token);
        int next = at(i);
        if (next == '.' && Text.isDigit(at(i + 1)) && decimal(from, i, token)) return true;
        if (Text.isLetter(next) && next < 128) {
            if (hex(from, LEAST_HEX, token)) return true;
            int letters = i;
            while (Text.isLetter(at(letters)) && letters - i < MAX_NAME_RUN) letters++;
            if (Text.isDigit(at(letters))) return name(from, token);
        }
        return whole(from, i, token);
    }

    private boolean whole(int from, int to, Token token) {
        int digits = to - from;
        if (digits > MAX_DIGITS) {
            token.text(Kind.NAME, from, to);
            return true;
        }
        boolean padded = digits > 1 && text[from] == '0';
        token.number(padded ? Kind.PADDED : Kind.INTEGER, from, to, Text.number(text, from, to), padded ? digits : 0);
        return true;
    }

    private boolean decimal(int from, int point, Token token) {
        int to = digitsEnd(point + 1, MAX_DIGITS + 1);
        int whole = point - from;
        int fraction = to - point - 1;
        if (whole + fraction > MAX_DIGITS || (whole > 1 && text[from] == '0')) return false;
        if (at(to) == '.' && Text.isDigit(at(to + 1))) return false;
        long value = Text.number(text, from, point);
        for (int i = point + 1; i < to; i++) value = value * 10 + text[i] - '0';
        token.number(Kind.DECIMAL, from, to, value, fraction);
        return true;
    }

    private boolean letterFirst(int from, Token token) {
        if (Text.isWord(at(from - 1))) return false;
        if (Text.isHex(text[from]) && (address(from, token) || hex(from, LEAST_HEX, token))) return true;
        if (text[from] >= 'A' && text[from] <= 'S' && times.parse(text, from, end, token)) return true;
        return name(from, token);
    }

    /** A run of letters, digits, and single points and dashes inside, with a digit in it. */
    private boolean name(int from, Token token) {
        boolean digit = false;
        int i = from;
        while (i - from < MAX_NAME_RUN) {
            int c = at(i);
            boolean joint = (c == '-' || c == '.') && Text.isWord(at(i + 1));
            if (!Text.isWord(c) && !joint) break;
            digit |= Text.isDigit(c);
            i++;
        }
        if (!digit) return false;
        if (i - from == MAX_NAME_RUN) return longRun(from, token);
        token.text(Kind.NAME, from, i);
        return true;
    }

    private boolean longRun(int from, Token token) {
        int i = from + MAX_NAME_RUN;
        while (Text.isWord(at(i))) i++;
        token.text(Kind.TEXT, from, i);
        return true;
    }

    /** Hexadecimal digits of one case; without a prefix, some must be letters and some must not. */
    private boolean hex(int from, int least, Token token) {
        int i = from;
        int lower = 0;
        int upper = 0;
        while (i - from <= Lexer.MAX_HEX && Text.isHex(at(i))) {
            if (Text.isLowerHex(at(i))) lower++;
            if (Text.isUpperHex(at(i))) upper++;
            i++;
        }
        int digits = i - from;
        boolean bounded = digits >= least && digits <= Lexer.MAX_HEX && !Text.isWord(at(i));
        if (!bounded || (lower > 0 && upper > 0)) return false;
        if (least > 1 && (lower + upper == 0 || lower + upper == digits)) return false;
        token.number(Kind.HEX, from, i, 0, 2 * digits + (upper > 0 ? 1 : 0));
        return true;
    }

    private boolean ipv4(int from, Token token) {
        int i = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && at(i++) != '.') return false;
            int to = digitsEnd(i, 4);
            if (to == i || to - i > 3) return false;
            i = to;
        }
        if (Text.isWord(at(i)) || (at(i) == '.' && Text.isDigit(at(i + 1)))) return false;
        token.text(Kind.IPV4, from, i);
        return true;
    }

    /** Groups of one to four hexadecimal digits, joined by colons, two colons at least. */
    private boolean address(int from, Token token) {
        int i = from;
        int colons = 0;
        boolean doubled = false;
        while (i - from < Lexer.MAX_NAME) {
            int group = i;
            while (i - group < 5 && Text.isHex(at(i))) i++;
            if (i - group > 4 || (i > group && Text.isWord(at(i)))) return false;
            if (at(i) != ':') break;
            boolean pair = at(i + 1) == ':';
            if (pair && doubled) break;
            if (!pair && !Text.isHex(at(i + 1))) break;
            doubled |= pair;
            colons += pair ? 2 : 1;
            i += pair ? 2 : 1;
        }
        if (colons < 2 || i - from > Lexer.MAX_NAME - 1 || Text.isWord(at(i))) return false;
        token.text(Kind.ADDRESS, from, i);
        return true;
    }

    private int digitsEnd(int from, int most) {
        int i = from;
        while (i - from < most && Text.isDigit(at(i))) i++;
        return i;
    }
}

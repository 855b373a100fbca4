package io.meshplane.telemetry.logs;

/**
 * Cuts a line into tokens; only the writer needs it, and any other cut that gives the same text is as right. Whatever has a digit
 * in it is a value of the kind that fits; all between is literal, one token a word with the separators before it.
 */
final class Lexer {
    /** Longest literal, in bytes. */
    static final int MAX_LITERAL = 40;
    /** Longest name, address or word. */
    static final int MAX_NAME = 40;
    /** Most hexadecimal digits of one token. */
    static final int MAX_HEX = 64;

    private final Values values = new Values();
    private final Token pending = new Token();
    private boolean hasPending;
    private byte[] text = new byte[0];
    private int at;
    private int end;

    void begin(byte[] source, int from, int to) {
        text = source;
        at = from;
        end = to;
        hasPending = false;
        values.begin(source, from, to);
    }

    /** The next token; the last one is END. */
    void next(Token token) {
        if (at == end) {
            token.text(Kind.END, at, at);
        } else if (hasPending) {
            hasPending = false;
            copy(pending, token);
        } else if (!values.at(at, token)) {
            literal(token);
        }
        at = token.to;
    }

    private static void copy(Token from, Token to) {
        to.number(from.kind, from.from, from.to, from.value, from.form);
    }

    private void literal(Token token) {
        int i = at;
        int limit = Math.min(end, at + MAX_LITERAL);
        while (i < limit) {
            int c = text[i];
            if (Text.isWord(c) || c == ':') {
                if (i > at && values.at(i, pending)) {
                    hasPending = true;
                    break;
                }
                if (Text.isWord(c)) {
                    i = wordEnd(i, limit);
                    break;
                }
            }
            i++;
        }
        token.text(Kind.LITERAL, at, i);
    }

    private int wordEnd(int from, int limit) {
        boolean hexPrefix = text[from] == '0' && from + 2 < end && text[from + 1] == 'x' && Text.isHex(text[from + 2]);
        if (hexPrefix && from + 2 <= limit) return from + 2;
        int i = from;
        while (i < limit && Text.isLetter(text[i])) i++;
        return i == from ? from + 1 : i;
    }
}

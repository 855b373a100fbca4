package io.meshplane.telemetry.logs;

/** One token of a line, reused: its place in the text and, for numbers, its value and form. */
final class Token {
    Kind kind = Kind.END;
    int from;
    int to;
    long value;
    int form;

    void text(Kind kind, int from, int to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    void number(Kind kind, int from, int to, long value, int form) {
        text(kind, from, to);
        this.value = value;
        this.form = form;
    }
}

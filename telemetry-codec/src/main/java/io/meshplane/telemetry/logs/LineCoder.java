package io.meshplane.telemetry.logs;

/** Codes lines, for both directions in the same steps: along the {@link LineTree} token by token, values by the slots of its nodes. */
final class LineCoder {
    private final Wire wire;
    private final Slots slots = new Slots();
    private final NumberCoder numbers;
    private final TextCoder texts;
    private final NameCoder names;
    private final EdgeCoder edges;
    private final Lexer lexer = new Lexer();
    private final Token token = new Token();

    LineCoder(Wire wire) {
        this.wire = wire;
        numbers = new NumberCoder(wire, slots);
        texts = new TextCoder(wire);
        names = new NameCoder(wire, slots, numbers, texts);
        edges = new EdgeCoder(wire, slots, texts);
    }

    /** Takes over what another one knows of text and lines in general. */
    void learnFrom(LineCoder other) {
        texts.learnFrom(other.texts);
        edges.learnFrom(other.edges);
    }

    /** Codes the number of lines, which may be anything in what is read. */
    long count(int lines) {
        return numbers.magnitude(Kind.END, lines);
    }

    /**
     * Codes a line; a reader appends it to the lines.
     *
     * @param index which line a writer takes
     * @param mostBytes how long a reader's lines may get, in all
     * @return false if it cannot be read; the state is of no use then
     */
    boolean code(LogLines lines, int index, int mostBytes) {
        boolean writing = wire.writing();
        edges.beginLine();
        names.beginLine();
        texts.beginLine(writing ? lines.start(index) : lines.sizeBytes());
        if (writing) lexer.begin(lines.buffer(), lines.start(index), lines.end(index));
        int most = Math.min(mostBytes, lines.sizeBytes() + LogLines.MAX_LINE_BYTES);
        boolean expected = edges.isExpected();
        int node = LineTree.ROOT;
        do {
            if (writing) lexer.next(token);
            node = edges.step(node, token, lines);
            value(node, lines, expected, most);
            if (isBroken() || wire.exhausted()) return false;
            if (!writing && lines.sizeBytes() > most) return false;
        } while (token.kind != Kind.END);
        if (!writing) lines.endLine();
        edges.endLine(node);
        return true;
    }

    private boolean isBroken() {
        return edges.isBroken() || numbers.isBroken() || names.isBroken();
    }

    private void value(int node, LogLines lines, boolean expected, int most) {
        Kind kind = token.kind;
        int slot = node == EdgeCoder.NONE ? Slots.general(kind) : edges.tree().reference(node);
        switch (kind) {
            case LITERAL, END -> {}
            case INTEGER, PADDED, DECIMAL, TIME -> {
                numbers.code(slot, token, expected);
                if (!wire.writing()) numbers.append(token, lines);
            }
            case IPV4, ADDRESS, NAME, HEX, WORD -> names.code(slot, token, lines);
            case TEXT -> {
                long bytes = numbers.magnitude(Kind.TEXT, token.to - token.from);
                int room = wire.writing() ? LogLines.MAX_LINE_BYTES : most - lines.sizeBytes();
                if (bytes < 1 || bytes > room) numbers.refuse();
                else texts.code(token, lines, (int) bytes);
            }
        }
    }

    /** Mixes all that decides about the next bits into a number; equal at both ends. */
    int digest() {
        return 31 * (31 * edges.digest() + slots.digest()) + names.digest() + texts.digest();
    }

    /** Bytes of memory that the state takes, objects' heads not counted. */
    int sizeBytes() {
        return edges.sizeBytes() + slots.sizeBytes() + names.sizeBytes() + texts.sizeBytes();
    }
}

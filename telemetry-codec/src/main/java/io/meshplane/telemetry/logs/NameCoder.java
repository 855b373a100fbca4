package io.meshplane.telemetry.logs;

/**
 * Codes names: first as the one that came with the name before it in the line, or after the last name in this place; then as one
 * of the table by an adaptive tree; a new one as text.
 */
final class NameCoder {
    private static final int NEW = 0;
    private static final int BY_PAIR = 1;
    private static final int BY_ORDER = 5;
    private static final int NONE = -1;
    private static final int NIBBLE_BITS = 4;

    private final Wire wire;
    private final Slots slots;
    private final NumberCoder numbers;
    private final TextCoder texts;
    private final NameTable[] tables = new NameTable[Kind.COUNT];
    private final Pairs pairs = new Pairs();
    private int before;
    private boolean broken;

    NameCoder(Wire wire, Slots slots, NumberCoder numbers, TextCoder texts) {
        this.wire = wire;
        this.slots = slots;
        this.numbers = numbers;
        this.texts = texts;
        for (int i = 0; i < Kind.COUNT; i++) {
            Kind kind = Kind.of(i);
            if (kind.isName())
                tables[i] = kind == Kind.HEX ? new NameTable(6, Lexer.MAX_HEX) : new NameTable(8, Lexer.MAX_NAME);
        }
    }

    void beginLine() {
        before = 0;
    }

    /** True once something was read that no writer writes. */
    boolean isBroken() {
        return broken;
    }

    /** A name; a reader appends it to the lines. */
    void code(int slot, Token token, LogLines lines) {
        Kind kind = token.kind;
        NameTable table = tables[kind.number];
        int wanted = wire.writing() ? table.find(lines.buffer(), token.from, token.to) : NONE;
        int byPair = Pairs.key(kind.number, before);
        int byOrder = Pairs.key(256 + slot, (int) slots.last[slot]);
        int id = guess(slot, kind, wanted, byPair, byOrder);
        if (id == NONE) {
            int flag = slot * Slots.FLAGS + NEW;
            int general = kind.number * Slots.FLAGS + NEW;
            boolean fresh = wire.bit(wanted == NONE ? 1 : 0, slots.flags, flag, slots.flags, general, Odds.NIMBLE) == 1;
            id = fresh ? spell(slot, token, table, lines) : pick(slot, kind, table, wanted, lines);
        } else {
            reuse(id, table, lines);
        }
        if (broken) return;
        pairs.learn(byPair, id);
        pairs.learn(byOrder, id);
        slots.last[slot] = id;
        before = (kind.number << 8) + id + 1;
    }

    private void reuse(int id, NameTable table, LogLines lines) {
        table.touch(id);
        if (!wire.writing()) table.append(id, lines);
    }

    private int guess(int slot, Kind kind, int wanted, int byPair, int byOrder) {
        int pair = known(byPair, kind);
        int order = known(byOrder, kind);
        int pairFlag = BY_PAIR + pairs.sureness(byPair);
        int orderFlag = BY_ORDER + pairs.sureness(byOrder);
        if (pair == NONE && order == NONE) return NONE;
        boolean orderFirst =
                pair == NONE || (order != NONE && chance(slot, kind, orderFlag) > chance(slot, kind, pairFlag));
        int one = orderFirst ? order : pair;
        int two = orderFirst ? pair : order;
        if (hit(slot, kind, orderFirst ? orderFlag : pairFlag, wanted == one)) return one;
        if (two == NONE || two == one) return NONE;
        return hit(slot, kind, orderFirst ? pairFlag : orderFlag, wanted == two) ? two : NONE;
    }

    /** The name of a key, if the table has it: the key may be that of a place that was forgotten. */
    private int known(int key, Kind kind) {
        int name = pairs.name(key);
        NameTable table = tables[kind.number];
        return name < table.size() ? name : NONE;
    }

    private int chance(int slot, Kind kind, int flag) {
        int own = slots.flags[slot * Slots.FLAGS + flag];
        return Odds.p16(own == Odds.UNKNOWN ? Odds.heir(slots.flags[kind.number * Slots.FLAGS + flag]) : own);
    }

    private boolean hit(int slot, Kind kind, int flag, boolean right) {
        int general = kind.number * Slots.FLAGS + flag;
        return wire.bit(right ? 1 : 0, slots.flags, slot * Slots.FLAGS + flag, slots.flags, general, Odds.NIMBLE) == 1;
    }

    private int pick(int slot, Kind kind, NameTable table, int wanted, LogLines lines) {
        int block = slots.block(slot, 0);
        int general = slots.generalBlock(kind, 0);
        int node = 1;
        for (int i = table.bits - 1; i >= 0; i--) {
            int bit = (wanted >>> i) & 1;
            int own = slots.place(block + node);
            int shared = slots.place(general + node);
            node = (node << 1) | wire.bit(bit, slots.odds, own, slots.odds, shared, Odds.STEADY);
        }
        int id = node - (1 << table.bits);
        if (id < table.size()) reuse(id, table, lines);
        else broken = true;
        return id;
    }

    private int spell(int slot, Token token, NameTable table, LogLines lines) {
        if (token.kind == Kind.HEX) hex(slot, token, lines);
        else texts.code(token, Lexer.MAX_NAME, lines);
        return broken ? NONE : table.put(lines.buffer(), token.from, token.to);
    }

    private void hex(int slot, Token token, LogLines lines) {
        int form = numbers.form(slot, token.form);
        int digits = form >> 1;
        if (digits < 1 || digits > Lexer.MAX_HEX) {
            broken = true;
            return;
        }
        if (!wire.writing()) token.text(Kind.HEX, lines.sizeBytes(), lines.sizeBytes() + digits);
        for (int i = 0; i < digits; i++) {
            int nibble = wire.writing() ? Text.nibble(lines.buffer()[token.from + i]) : 0;
            int read = (int) wire.raw(nibble, NIBBLE_BITS);
            if (!wire.writing()) lines.append(Text.hexDigit(read, (form & 1) == 1));
        }
    }

    int sizeBytes() {
        int bytes = pairs.sizeBytes();
        for (NameTable table : tables) bytes += table == null ? 0 : table.sizeBytes();
        return bytes;
    }

    int digest() {
        int hash = pairs.digest();
        for (NameTable table : tables) hash = 31 * hash + (table == null ? 0 : table.digest());
        return hash;
    }
}

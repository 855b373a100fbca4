package io.meshplane.telemetry.logs;

import java.util.Arrays;

/**
 * What is known of the values at one place of one kind of line: a slot each. The first slots, one a {@link Kind}, stand for
 * all places of that kind; new ones start from there, and they serve where there is no room for one.
 */
final class Slots {
    /** Most slots. */
    static final int MAX_SLOTS = 224;
    /** Single odds of each slot. */
    static final int FLAGS = 12;

    private static final int NUMBER_BLOCK = 192;
    private static final int NAME_BLOCK = 256;
    private static final int MAX_ODDS = 20 * 1024;
    private static final int UNIT = 64;
    /** Places of a block are given out so many at a time, as they are first used: of most blocks few ever are. */
    private static final int PAGE_BITS = 4;

    private static final int PAGE = 1 << PAGE_BITS;

    Kind[] kind = new Kind[32];
    /** The last value; of names, its number in the table; of times, nanoseconds. */
    long[] last = new long[32];
    /** The last form, -1 before the first. */
    short[] form = new short[32];
    /** Running means of the cost in 1/16 bit, of a number and of its difference to the last. */
    short[] directBits = new short[32];

    short[] deltaBits = new short[32];
    int[] flags = new int[32 * FLAGS];
    /** Odds of blocks (histograms of numbers, or trees over the names of a table), where {@link #place} says. */
    int[] odds = new int[32 * PAGE];
    /** By page of the blocks, where its odds are; 0 = it was never used. The first page of the odds is none's. */
    private short[] pages = new short[16 * UNIT / PAGE];

    private int pageCount = 1;
    /** Where the two blocks of a slot begin, in units of 64; 0 = none yet. */
    private short[] blocks = new short[64];

    private int size;
    /** The first unit is never used. */
    private int oddsSize = UNIT;

    Slots() {
        for (int i = 0; i < Kind.COUNT; i++) {
            int slot = add(Kind.of(i));
            allocate(slot, 0);
            if (kind[i].isNumber()) allocate(slot, 1);
        }
    }

    /** The slot for all values of a kind. */
    static int general(Kind kind) {
        return kind.number;
    }

    /** A new slot; the general one if there is no room. */
    int add(Kind of) {
        if (size == MAX_SLOTS) return general(of);
        if (size == kind.length) grow(Math.min(MAX_SLOTS, size * 2));
        int slot = size++;
        kind[slot] = of;
        last[slot] = 0;
        form[slot] = -1;
        directBits[slot] = 0;
        deltaBits[slot] = 0;
        Arrays.fill(flags, slot * FLAGS, (slot + 1) * FLAGS, Odds.UNKNOWN);
        blocks[2 * slot] = 0;
        blocks[2 * slot + 1] = 0;
        return slot;
    }

    /** Where in the odds a place of the blocks is; the odds may be another array afterwards. */
    int place(int at) {
        int page = pages[at >>> PAGE_BITS];
        if (page == 0) page = addPage(at >>> PAGE_BITS);
        return (page << PAGE_BITS) | (at & (PAGE - 1));
    }

    private int addPage(int number) {
        if (pageCount << PAGE_BITS == odds.length) odds = Arrays.copyOf(odds, odds.length * 5 / 4 / PAGE * PAGE);
        Arrays.fill(odds, pageCount << PAGE_BITS, (pageCount + 1) << PAGE_BITS, Odds.UNKNOWN);
        pages[number] = (short) pageCount;
        return pageCount++;
    }

    /** Where a block of a slot begins; the general slot's if there is no room. */
    int block(int slot, int which) {
        if (blocks[2 * slot + which] == 0) {
            if (oddsSize + NAME_BLOCK > MAX_ODDS) return generalBlock(kind[slot], which);
            allocate(slot, which);
        }
        return blocks[2 * slot + which] * UNIT;
    }

    int generalBlock(Kind of, int which) {
        return blocks[2 * general(of) + which] * UNIT;
    }

    /** True if a new place may have to make do with the general slot or its odds. */
    boolean isFull() {
        return size == MAX_SLOTS || oddsSize + NAME_BLOCK > MAX_ODDS;
    }

    private void allocate(int slot, int which) {
        int needed = oddsSize + blockSize(slot);
        if (needed > pages.length * PAGE) pages = Arrays.copyOf(pages, Math.max(needed / PAGE, pages.length * 3 / 2));
        Arrays.fill(pages, oddsSize / PAGE, needed / PAGE, (short) 0);
        blocks[2 * slot + which] = (short) (oddsSize / UNIT);
        oddsSize = needed;
    }

    private int blockSize(int slot) {
        return kind[slot].isName() ? NAME_BLOCK : NUMBER_BLOCK;
    }

    /** Forgets all slots but the general ones and those needed; says where each went. */
    int[] retain(boolean[] needed) {
        int[] moved = new int[size];
        int[] oldOdds = odds;
        short[] oldPages = pages;
        int oldSize = size;
        size = 0;
        oddsSize = UNIT;
        odds = new int[oldOdds.length];
        pages = new short[oldPages.length];
        pageCount = 1;
        for (int from = 0; from < oldSize; from++) {
            if (from >= Kind.COUNT && !needed[from]) continue;
            moved[from] = size;
            move(from, size++, oldOdds, oldPages);
        }
        return moved;
    }

    private void move(int from, int to, int[] oldOdds, short[] oldPages) {
        kind[to] = kind[from];
        last[to] = last[from];
        form[to] = form[from];
        directBits[to] = directBits[from];
        deltaBits[to] = deltaBits[from];
        System.arraycopy(flags, from * FLAGS, flags, to * FLAGS, FLAGS);
        for (int which = 0; which < 2; which++) {
            int block = blocks[2 * from + which] * UNIT;
            blocks[2 * to + which] = 0;
            if (block == 0) continue;
            allocate(to, which);
            int start = blocks[2 * to + which] * UNIT;
            for (int i = 0; i < blockSize(to); i += PAGE) {
                int page = oldPages[(block + i) >>> PAGE_BITS];
                if (page == 0) continue;
                int place = place(start + i);
                System.arraycopy(oldOdds, page << PAGE_BITS, odds, place, PAGE);
            }
        }
    }

    private void grow(int to) {
        kind = Arrays.copyOf(kind, to);
        last = Arrays.copyOf(last, to);
        form = Arrays.copyOf(form, to);
        directBits = Arrays.copyOf(directBits, to);
        deltaBits = Arrays.copyOf(deltaBits, to);
        flags = Arrays.copyOf(flags, to * FLAGS);
        blocks = Arrays.copyOf(blocks, 2 * to);
    }

    /** Bytes of memory that all of it takes. */
    int sizeBytes() {
        return 4 * (odds.length + flags.length) + 2 * pages.length + kind.length * (4 + 8 + 3 * 2 + 2 * 2);
    }

    int digest() {
        int hash = 31 * Arrays.hashCode(odds) + Arrays.hashCode(flags);
        return 31 * (31 * hash + Arrays.hashCode(last)) + size;
    }
}

package io.meshplane.bench.agent;

/**
 * What a door has taken so far.
 *
 * @param values sampled ones, of all scrapes
 * @param lines of the log
 * @param bodyBytes of all batches, without HTTP's heads
 * @param complaints requests that were wrong
 */
record DoorCounts(
        long batches,
        long scrapes,
        long values,
        long lines,
        long connections,
        long signIns,
        long bodyBytes,
        long complaints) {
    static final DoorCounts NONE = new DoorCounts(0, 0, 0, 0, 0, 0, 0, 0);

    static final DoorCounts CONNECTION = new DoorCounts(0, 0, 0, 0, 1, 0, 0, 0);
    static final DoorCounts SIGN_IN = new DoorCounts(0, 0, 0, 0, 0, 1, 0, 0);
    static final DoorCounts COMPLAINT = new DoorCounts(0, 0, 0, 0, 0, 0, 0, 1);

    private static final int FIELDS = 8;

    static DoorCounts ofBatch(long scrapes, long values, long lines, long bodyBytes) {
        return new DoorCounts(1, scrapes, values, lines, 0, 0, bodyBytes, 0);
    }

    DoorCounts plus(DoorCounts more) {
        return new DoorCounts(
                batches + more.batches,
                scrapes + more.scrapes,
                values + more.values,
                lines + more.lines,
                connections + more.connections,
                signIns + more.signIns,
                bodyBytes + more.bodyBytes,
                complaints + more.complaints);
    }

    /** A line of text, which {@link #read} reads. */
    String line() {
        return "%d %d %d %d %d %d %d %d"
                .formatted(batches, scrapes, values, lines, connections, signIns, bodyBytes, complaints);
    }

    /** @throws IllegalArgumentException if it is no such line */
    static DoorCounts read(String line) {
        String[] words = line.split(" ");
        if (words.length != FIELDS) throw new IllegalArgumentException("no counts: " + line);
        long[] n = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) n[i] = Long.parseLong(words[i]);
        return new DoorCounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }
}

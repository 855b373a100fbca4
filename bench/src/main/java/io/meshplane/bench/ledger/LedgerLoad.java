package io.meshplane.bench.ledger;

import io.meshplane.contracts.envelope.EventId;

/** Transfers as the billing of a network makes them: each number is the same transfer in every run. */
final class LedgerLoad {
    static final String NETWORK = "bench";
    static final String ASSET = "eip155:7357/slip44:60";
    private static final int NODES = 1_000;
    private static final String[] NAMES = new String[NODES];

    static {
        for (int i = 0; i < NODES; i++) NAMES[i] = "n" + letters(i);
    }

    /** A transfer: buyer pays seller. */
    record Transfer(String id, String debit, String credit, long amount) {}

    static Transfer transfer(long number) {
        long mixed = mix(number);
        int buyer = Math.floorMod(mixed, NODES);
        int seller = Math.floorMod(mixed >>> 20, NODES);
        String id = EventId.derivedFrom("bench", Long.toString(number)).value();
        return new Transfer(id, "node:" + NAMES[buyer], "revenue:" + NAMES[seller], 1 + (mixed >>> 44));
    }

    /** Account of a node that has bought something. */
    static String account(long number) {
        return "node:" + NAMES[Math.floorMod(mix(number), NODES)];
    }

    /** The parameter of the service's statements. */
    static String json(long from, long to) {
        StringBuilder json = new StringBuilder("[");
        for (long number = from; number < to; number++) {
            Transfer one = transfer(number);
            if (number > from) json.append(',');
            json.append("{\"id\":\"")
                    .append(one.id())
                    .append("\",\"network\":\"" + NETWORK + "\",\"debit\":\"")
                    .append(one.debit())
                    .append("\",\"credit\":\"")
                    .append(one.credit())
                    .append("\",\"amount\":\"")
                    .append(one.amount())
                    .append("\",\"asset\":\"" + ASSET + "\",\"code\":\"USAGE\",\"cause\":\"")
                    .append(one.id())
                    .append("\"}");
        }
        return json.append(']').toString();
    }

    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (int rest = number, i = 0; i < 26; i++, rest /= 26) letters.append((char) ('a' + rest % 26));
        return letters.toString();
    }

    /** Finalizer of SplitMix64: numbers without a pattern, the same everywhere. */
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private LedgerLoad() {}
}

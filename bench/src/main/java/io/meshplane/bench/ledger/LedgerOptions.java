package io.meshplane.bench.ledger;

import static io.meshplane.bench.OptionWords.number;
import static io.meshplane.bench.OptionWords.value;

import io.meshplane.bench.Unusable;
import java.util.List;

/**
 * What was asked of the suite.
 *
 * @param entries that the books hold at the end, two a transfer
 * @param batch transfers of one transaction
 * @param clients that write at once
 */
public record LedgerOptions(long entries, int batch, int clients, boolean json) {
    /** How to call it. */
    public static final String USAGE = """
              ledger     transfers a second into PostgreSQL beside one plain INSERT per posting, and reads as the books grow
                         --entries N       in the books at the end (default 1000000; reads are timed at each power of ten)
                         --batch N         transfers of one transaction (default 2000)
                         --clients N       that write at once (default 2)
                         --json            figures for programs instead of tables
            """;

    private static final long ENTRIES_MAX = 1_000_000_000;
    private static final int BATCH_MAX = 20_000;
    private static final int CLIENTS_MAX = 32;

    /** Reads the words after the suite's name. */
    public static LedgerOptions parse(List<String> words) throws Unusable {
        long entries = 1_000_000;
        long batch = 2_000;
        long clients = 2;
        boolean json = false;
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--entries" -> entries = upTo(ENTRIES_MAX, option, value(words, ++i, option));
                case "--batch" -> batch = upTo(BATCH_MAX, option, value(words, ++i, option));
                case "--clients" -> clients = upTo(CLIENTS_MAX, option, value(words, ++i, option));
                case "--json" -> json = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        return new LedgerOptions(entries, (int) batch, (int) clients, json);
    }

    private static long upTo(long max, String option, String word) throws Unusable {
        long number = number(option, word);
        if (number < 1 || number > max) {
            throw new Unusable(Unusable.USAGE, option + ": a number from 1 to " + max + " is expected, not " + word);
        }
        return number;
    }
}

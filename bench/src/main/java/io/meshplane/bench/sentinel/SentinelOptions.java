package io.meshplane.bench.sentinel;

import static io.meshplane.bench.OptionWords.number;
import static io.meshplane.bench.OptionWords.value;

import io.meshplane.bench.Unusable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked of the suite.
 *
 * @param rounds of failovers of each kind, in each of which five members fall
 * @param seeds traces of loss of each kind, from seed 1 on
 * @param days that a trace is long
 * @param parts to measure, one or more
 */
public record SentinelOptions(int rounds, int seeds, int days, boolean json, Set<Part> parts) {
    /** How to call it. */
    public static final String USAGE = """
              sentinel   a killed and a hung process to the right DNS answer, false alarms in months of lost probes, cost of probes and
                         rate of records; beside gdnsd and PowerDNS Lua records where they are installed
                         --rounds N        of failovers of each kind, five members a round (default 4)
                         --seeds N         traces of loss of each kind (default 1)
                         --days N          that a trace is long (default 30)
                         --only PART       failover, loss, cost or records; may be repeated (default: all)
                         --json            figures for programs instead of tables
            """;

    private static final int ROUNDS_MAX = 200;
    private static final int SEEDS_MAX = 100_000;
    private static final int DAYS_MAX = 366;

    /** What can be measured by itself. */
    public enum Part {
        FAILOVER,
        LOSS,
        COST,
        RECORDS
    }

    public SentinelOptions {
        parts = Set.copyOf(parts);
    }

    /** Reads the words after the suite's name. */
    public static SentinelOptions parse(List<String> words) throws Unusable {
        int rounds = 4;
        int seeds = 1;
        int days = 30;
        boolean json = false;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--rounds" -> rounds = upTo(ROUNDS_MAX, option, value(words, ++i, option));
                case "--seeds" -> seeds = upTo(SEEDS_MAX, option, value(words, ++i, option));
                case "--days" -> days = upTo(DAYS_MAX, option, value(words, ++i, option));
                case "--only" -> parts.add(part(value(words, ++i, option)));
                case "--json" -> json = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        return new SentinelOptions(rounds, seeds, days, json, parts.isEmpty() ? EnumSet.allOf(Part.class) : parts);
    }

    private static int upTo(int max, String option, String word) throws Unusable {
        long number = number(option, word);
        if (number < 1 || number > max) {
            throw new Unusable(Unusable.USAGE, option + ": a number from 1 to " + max + " is expected, not " + word);
        }
        return (int) number;
    }

    private static Part part(String word) throws Unusable {
        for (Part part : Part.values()) if (part.name().toLowerCase(Locale.ROOT).equals(word)) return part;
        throw new Unusable(Unusable.USAGE, "--only: failover, loss, cost or records is expected, not " + word);
    }
}

package io.meshplane.bench.payments;

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
 * @param trials lives of the simulation
 * @param seed of the first of them
 * @param rate claims per second that are offered
 * @param parts to measure, one or more
 */
public record PaymentsOptions(long trials, long seed, int rate, boolean json, boolean quick, Set<Part> parts) {
    /** How to call it. */
    public static final String USAGE = """
              payments   proofs, claims beside peers with a hung and a lying full node, and the simulation
                         --trials N        lives of the simulation (default 100,000; alone: only the simulation)
                         --seed N          of the first of them (default 1)
                         --rate N          claims per second that are offered (default 1,000)
                         --only PART       proof, claims or simulation; may be repeated (default: all)
                         --quick           fewer of everything: figures are rough
                         --json            figures for programs instead of tables
            """;

    private static final long TRIALS = 100_000;
    private static final long TRIALS_QUICK = 5_000;
    private static final int RATE = 1_000;

    /** Exit code 0 needs each of them to be right. */
    public enum Part {
        PROOF,
        CLAIMS,
        SIMULATION
    }

    public PaymentsOptions {
        parts = Set.copyOf(parts);
    }

    /** Reads the words after the suite's name. */
    public static PaymentsOptions parse(List<String> words) throws Unusable {
        long trials = 0;
        long seed = 1;
        long rate = RATE;
        boolean json = false;
        boolean quick = false;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--trials" -> trials = positive(option, value(words, ++i, option));
                case "--seed" -> seed = number(option, value(words, ++i, option));
                case "--rate" -> rate = positive(option, value(words, ++i, option));
                case "--only" -> parts.add(part(value(words, ++i, option)));
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        if (parts.isEmpty()) parts = trials > 0 ? EnumSet.of(Part.SIMULATION) : EnumSet.allOf(Part.class);
        if (trials == 0) trials = quick ? TRIALS_QUICK : TRIALS;
        return new PaymentsOptions(trials, seed, (int) Math.min(rate, 1_000_000), json, quick, parts);
    }

    private static long positive(String option, String word) throws Unusable {
        long value = number(option, word);
        if (value < 1) throw new Unusable(Unusable.USAGE, option + ": 1 or more is expected, not " + word);
        return value;
    }

    private static Part part(String word) throws Unusable {
        for (Part part : Part.values()) if (part.name().toLowerCase(Locale.ROOT).equals(word)) return part;
        throw new Unusable(Unusable.USAGE, "--only: proof, claims or simulation is expected, not " + word);
    }
}

package io.meshplane.bench.routes;

import io.meshplane.bench.Unusable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked of the suite.
 *
 * @param topologies files of real meshes; empty = the one of the checkout
 * @param seed of synthetic meshes, and of fees and latencies
 * @param parts to measure, one or more
 */
public record RoutesOptions(List<Path> topologies, long seed, boolean json, boolean quick, Set<Part> parts) {
    /** How to call it. */
    public static final String USAGE = """
              routes     trees at up to a million nodes, policies on real meshes, and a link's death to the new route on Kafka
                         --topology FILE   time and check the policies on this mesh (CSV: from,to,quality_from,quality_to,kind);
                                           may be repeated (default: the mesh in launcher/topologies)
                         --seed N          of synthetic meshes, and of fees and latencies (default 1)
                         --only PART       engine, topology or reroute; may be repeated (default: all)
                         --quick           smaller meshes and fewer rounds: figures are rough
                         --json            figures for programs instead of tables
            """;

    /** Exit code 0 needs each of them to be right. */
    public enum Part {
        ENGINE,
        TOPOLOGY,
        REROUTE
    }

    public RoutesOptions {
        topologies = List.copyOf(topologies);
        parts = Set.copyOf(parts);
    }

    /** Reads the words after the suite's name. */
    public static RoutesOptions parse(List<String> words) throws Unusable {
        List<Path> topologies = new ArrayList<>();
        long seed = 1;
        boolean json = false;
        boolean quick = false;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--topology" -> topologies.add(Path.of(value(words, ++i, option)));
                case "--seed" -> seed = number(option, value(words, ++i, option));
                case "--only" -> parts.add(part(value(words, ++i, option)));
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        if (parts.isEmpty()) parts = EnumSet.allOf(Part.class);
        return new RoutesOptions(topologies, seed, json, quick, parts);
    }

    private static String value(List<String> words, int index, String option) throws Unusable {
        if (index == words.size() || words.get(index).startsWith("--")) {
            throw new Unusable(Unusable.USAGE, option + " needs a value");
        }
        return words.get(index);
    }

    private static Part part(String word) throws Unusable {
        for (Part part : Part.values()) if (part.name().toLowerCase(Locale.ROOT).equals(word)) return part;
        throw new Unusable(Unusable.USAGE, "--only: engine, topology or reroute is expected, not " + word);
    }

    private static long number(String option, String word) throws Unusable {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException notOne) {
            throw new Unusable(Unusable.USAGE, option + ": a whole number is expected, not " + word);
        }
    }
}

package io.meshplane.bench.telemetry;

import static io.meshplane.bench.OptionWords.number;
import static io.meshplane.bench.OptionWords.value;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.telemetry.ingest.IngestBench;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked of the suite.
 *
 * @param data folder of recordings; empty = generated ones
 * @param seed of the generator
 * @param peers folder where programs of the peers lie; empty = only PATH
 * @param profiles folder for flight recordings of our service; empty = none are made
 * @param doors keys of ways in that ingest is measured through; empty = all
 * @param parts to measure, one or more
 */
public record TelemetryOptions(
        Optional<Path> data,
        long seed,
        Optional<Path> peers,
        Optional<Path> profiles,
        boolean json,
        boolean quick,
        Set<String> doors,
        Set<Part> parts) {
    /** How to call it. */
    public static final String USAGE = """
              telemetry  bytes per value, codec speed, and ingest, each beside its peers (docs/benchmarks.md)
                         --data DIR        measure NAME.csv and NAME.log.jsonl of this folder, one file a node
                         --seed N          of the generated nodes, if no folder is named (default 1)
                         --only PART       size, speed or ingest; may be repeated (default: all)
                         --door KEY        of ingest only this way in; may be repeated (default: all)
                         --peers DIR       look for prometheus, victoria-metrics and vmagent there too
                         --profile DIR     write a flight recording of our service for each way in
                         --quick           less data and fewer rounds: figures are rough
                         --json            figures for programs instead of tables
            """;

    /** Exit code 0 needs each of them to be right. */
    public enum Part {
        SIZE,
        SPEED,
        INGEST
    }

    public TelemetryOptions {
        doors = Set.copyOf(doors);
        parts = Set.copyOf(parts);
    }

    /** Reads the words after the suite's name. */
    public static TelemetryOptions parse(List<String> words) throws Unusable {
        Optional<Path> data = Optional.empty();
        Optional<Path> peers = Optional.empty();
        Optional<Path> profiles = Optional.empty();
        long seed = 1;
        boolean json = false;
        boolean quick = false;
        Set<String> doors = new HashSet<>();
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--data" -> data = Optional.of(Path.of(value(words, ++i, option)));
                case "--peers" -> peers = Optional.of(Path.of(value(words, ++i, option)));
                case "--profile" -> profiles = Optional.of(Path.of(value(words, ++i, option)));
                case "--door" -> doors.add(door(value(words, ++i, option)));
                case "--seed" -> seed = number(option, value(words, ++i, option));
                case "--only" -> parts.add(part(value(words, ++i, option)));
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        if (parts.isEmpty()) parts = EnumSet.allOf(Part.class);
        return new TelemetryOptions(data, seed, peers, profiles, json, quick, doors, parts);
    }

    private static String door(String word) throws Unusable {
        if (IngestBench.DOORS.contains(word)) return word;
        throw new Unusable(
                Unusable.USAGE, "--door: one of " + String.join(", ", IngestBench.DOORS) + " is expected, not " + word);
    }

    private static Part part(String word) throws Unusable {
        for (Part part : Part.values()) if (part.name().toLowerCase(Locale.ROOT).equals(word)) return part;
        throw new Unusable(Unusable.USAGE, "--only: size, speed or ingest is expected, not " + word);
    }
}

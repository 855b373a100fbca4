package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import io.meshplane.agent.domain.steering.Probation;
import io.meshplane.agent.domain.steering.Steering;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which settings babeld goes by, and what was done to its interfaces, over restarts: {@code babel-steering}, a line a fact. It is on disk
 * before an interface is touched.
 */
public final class SteeringFile {
    private static final String FIRST_LINE = "babel-steering 1";

    private final Path file;

    /** What is kept. */
    public record Kept(Probation probation, Steering steering) {
        /** Before anything was asked of this router. */
        public static final Kept NOTHING = new Kept(Probation.NOTHING_YET, Steering.NONE);
    }

    /** The file in a node's data folder. */
    public SteeringFile(Path data) {
        this.file = data.resolve("babel-steering");
    }

    /**
     * What the process before knew.
     *
     * @throws IOException if it cannot be read, or is damaged: what was done to babeld is not known then, and a person should look
     */
    public Kept read() throws IOException {
        if (!Files.exists(file)) return Kept.NOTHING;
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        boolean whole = lines.size() > 1
                && lines.getFirst().equals(FIRST_LINE)
                && lines.getLast().equals("end");
        if (!whole) throw new IOException("damaged: " + file);
        try {
            return new Reading(lines.subList(1, lines.size() - 1)).kept();
        } catch (RuntimeException e) { // a number or a time that is none, or a word too few
            throw new IOException("damaged: " + file, e);
        }
    }

    /** Keeps it; whole or not at all. */
    public void write(Kept kept) throws IOException {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
        Probation probation = kept.probation();
        write("confirmed", probation.confirmed(), lines);
        if (probation.tried() != null) write("tried", probation.tried(), lines);
        lines.add("failed " + probation.failed());
        new TreeMap<>(kept.steering().costs()).forEach((name, cost) -> lines.add("set " + name + " " + cost));
        if (kept.steering().flushed() != null)
            lines.add("flushed " + kept.steering().flushed());
        lines.add("end");
        DurableFiles.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(String which, BabelSettings settings, List<String> lines) {
        lines.add(which + " version " + settings.version());
        new TreeMap<>(settings.costs())
                .forEach((name, cost) -> lines.add(which + " cost " + name + " " + cost.rxcost() + " "
                        + (cost.until() == null ? "-" : cost.until())));
        new TreeMap<>(settings.prices()).forEach((name, price) -> lines.add(which + " price " + name + " " + price));
    }

    /** Collects the facts of the lines. */
    private static final class Reading {
        private final Map<String, Draft> settings = new TreeMap<>();
        private final Map<String, Integer> set = new TreeMap<>();
        private String failed = "";
        private @Nullable String flushed;

        private static final class Draft {
            private String version = "";
            private final Map<String, Cost> costs = new TreeMap<>();
            private final Map<String, BigInteger> prices = new TreeMap<>();

            private BabelSettings settings() {
                return new BabelSettings(version, costs, prices);
            }
        }

        Reading(List<String> lines) {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "failed" -> failed = words[1];
                    case "set" -> set.put(words[1], Integer.valueOf(words[2]));
                    case "flushed" -> flushed = words[1];
                    default -> settings(settings.computeIfAbsent(words[0], _ -> new Draft()), words);
                }
            }
        }

        private static void settings(Draft draft, String[] words) {
            switch (words[1]) {
                case "version" -> draft.version = words[2];
                case "cost" -> {
                    Instant until = words[4].equals("-") ? null : Instant.parse(words[4]);
                    draft.costs.put(words[2], new Cost(Integer.parseInt(words[3]), until));
                }
                case "price" -> draft.prices.put(words[2], new BigInteger(words[3]));
                default -> throw new IllegalArgumentException(words[1]);
            }
        }

        Kept kept() {
            Draft confirmed = settings.get("confirmed");
            Draft tried = settings.get("tried");
            if (confirmed == null) throw new IllegalArgumentException("nothing is confirmed");
            Probation probation =
                    new Probation(confirmed.settings(), tried == null ? null : tried.settings(), null, failed);
            return new Kept(probation, Steering.resumed(set, flushed));
        }
    }
}

package io.meshplane.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a person typed. */
final class CommandLine {
    static final String USAGE = """
            usage: ./meshplane <command>

              up       build what is not built, start the whole system on this machine, show how it is
                         --mesh N          N simulated routers beside the real agent (up to 200)
                         --topology FILE   their mesh, a CSV of from,to,quality_from,quality_to
                         --data DIR        keep all state there (default: .meshplane beside this script)
                         --fresh           delete that state first
                         --port NAME=N     another port for one part; may be repeated
                         --port-base N     all ports one after the other from N on
                         --no-aot          make and use no ahead-of-time caches
                         --plain           one line per change instead of a table
              demo     tell the whole story on a system of its own, in about a minute
                         --attach          on the system that `up` runs; --data DIR says which
              bench    measure beside others, in tables or --json; `bench` alone names the suites
              verify   FILE [--block HASH]: verify evidence of a verdict, offline (docs/evidence.md)
              test     run all tests; arguments go to Maven
              doctor   say what is missing on this machine and how to get it
            """;

    /** A command to run. */
    sealed interface Command {
        /** Shows the usage. */
        record Help() implements Command {}

        /** Starts everything. */
        record Up(UpOptions options) implements Command {}

        /** Looks at the machine. */
        record Doctor() implements Command {}

        /**
         * Measures.
         *
         * @param words suite and its options, which the bench itself reads
         */
        record Bench(List<String> words) implements Command {
            public Bench {
                words = List.copyOf(words);
            }
        }

        /**
         * Verifies evidence of a verdict.
         *
         * @param words file and options, which the program itself reads
         */
        record Verify(List<String> words) implements Command {
            public Verify {
                words = List.copyOf(words);
            }
        }

        /**
         * Tells the story.
         *
         * @param attachedTo data folder of a running {@code up}; empty = a system of its own
         */
        record Demo(Optional<Path> attachedTo) implements Command {}
    }

    /**
     * Reads a command line.
     *
     * @param standardData the data folder if none is named
     */
    static Command parse(List<String> arguments, Path standardData) throws UnusableException {
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (command) {
            case "up" -> new Command.Up(up(rest, standardData));
            case "demo" -> demo(rest, standardData);
            case "bench" -> new Command.Bench(rest);
            case "verify" -> new Command.Verify(rest);
            case "doctor" -> {
                Words none = new Words(rest);
                if (none.hasNext()) throw none.unknown(none.next());
                yield new Command.Doctor();
            }
            case "help", "--help", "-h" -> new Command.Help();
            default -> throw unusable("no command is called " + command);
        };
    }

    private static UpOptions up(List<String> arguments, Path standardData) throws UnusableException {
        Words words = new Words(arguments);
        int mesh = 0;
        Optional<Path> topology = Optional.empty();
        Path data = standardData;
        PortPlan ports = PortPlan.standard();
        List<String> changes = new ArrayList<>();
        boolean fresh = false;
        boolean aot = true;
        boolean plain = false;
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--mesh" -> mesh = number(option, words.valueOf(option), UpOptions.MESH_MAX);
                case "--topology" -> topology = Optional.of(path(words.valueOf(option)));
                case "--data" -> data = path(words.valueOf(option));
                case "--port" -> changes.add(words.valueOf(option));
                case "--port-base" -> ports = PortPlan.startingAt(number(option, words.valueOf(option), 65_535));
                case "--fresh" -> fresh = true;
                case "--no-aot" -> aot = false;
                case "--plain" -> plain = true;
                default -> throw words.unknown(option);
            }
        }
        for (String change : changes) ports = changed(ports, change); // whatever the order, one port beats the base
        return new UpOptions(mesh, topology, data, fresh, ports.checked(), aot, plain);
    }

    private static Command.Demo demo(List<String> arguments, Path standardData) throws UnusableException {
        Words words = new Words(arguments);
        boolean attach = false;
        Optional<Path> data = Optional.empty();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--attach" -> attach = true;
                case "--data" -> data = Optional.of(path(words.valueOf(option)));
                default -> throw words.unknown(option);
            }
        }
        if (data.isPresent() && !attach) throw unusable("--data goes with --attach: demo makes a folder of its own");
        return new Command.Demo(attach ? Optional.of(data.orElse(standardData)) : Optional.empty());
    }

    private static PortPlan changed(PortPlan ports, String change) throws UnusableException {
        int equals = change.indexOf('=');
        if (equals < 1) throw unusable("--port: NAME=N is expected, not " + change);
        String name = change.substring(0, equals);
        return ports.with(name, number("--port " + name, change.substring(equals + 1), 65_535));
    }

    private static int number(String option, String text, int max) throws UnusableException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > max) {
            throw unusable(option + ": a number up to " + max + " is expected, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static UnusableException unusable(String sentence) {
        return new UnusableException(UnusableException.USAGE, sentence);
    }

    /** The words after the command. */
    private static final class Words {
        private final List<String> words;
        private int next;

        Words(List<String> words) {
            this.words = words;
        }

        boolean hasNext() {
            return next < words.size();
        }

        String next() {
            return words.get(next++);
        }

        String valueOf(String option) throws UnusableException {
            if (!hasNext() || words.get(next).startsWith("--")) throw CommandLine.unusable(option + " needs a value");
            return next();
        }

        UnusableException unknown(String option) {
            return CommandLine.unusable("unknown option " + option);
        }
    }

    private CommandLine() {}
}

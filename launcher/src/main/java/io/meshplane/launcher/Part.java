package io.meshplane.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One process of the system, as it is to be run.
 *
 * @param name of the process and of its log
 * @param stage decides when it is stopped
 * @param rows that it fills in the table: most processes one, those of devstack one for each thing inside
 * @param after names of the parts that must be healthy first
 * @param preparation makes its command line when those are
 * @param probe says whether it is healthy
 */
record Part(String name, Stage stage, List<Row> rows, Set<String> after, Preparation preparation, Probe probe) {
    Part {
        rows = List.copyOf(rows);
        after = Set.copyOf(after);
    }

    /** Stopped one after the other in this order, each stage at once. */
    enum Stage {
        EDGE,
        SERVICES,
        STANDINS,
        STORES
    }

    /**
     * A line of the table.
     *
     * @param ports where it listens
     */
    record Row(String name, List<Integer> ports) {
        Row {
            ports = List.copyOf(ports);
        }
    }

    /**
     * How a process is started.
     *
     * @param words program first
     * @param environment added to this process's own
     */
    record Command(List<String> words, Map<String, String> environment) {
        Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /** With more flags of the JVM, which win over those that are there. */
        Command withFlags(List<String> flags) {
            List<String> more = new ArrayList<>(words);
            more.addAll(words.indexOf("-jar"), flags);
            return new Command(more, environment);
        }

        /** Leaves out the environment: secrets are in it. */
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    /** Makes the command line. */
    @FunctionalInterface
    interface Preparation {
        /** @throws Exception with the reason, if something it needs is not there yet: it is asked again */
        Command command() throws Exception;
    }

    /** Looks at a running process. May block for some seconds. */
    @FunctionalInterface
    interface Probe {
        /** What is wrong with it; empty if nothing is. */
        Optional<String> complaint(long pid);
    }

    Path log(DataFolder folder) {
        return folder.log(name);
    }
}

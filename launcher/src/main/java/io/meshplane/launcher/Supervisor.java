package io.meshplane.launcher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** All parts of one system: started side by side as far as they may, stopped in order. */
final class Supervisor {
    /** How long a process may take to end before it is killed. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final List<Keeper> keepers;
    private final DataFolder folder;

    Supervisor(List<Part> parts, DataFolder folder, InstantSource clock) {
        this.folder = folder;
        this.keepers = parts.stream()
                .map(part -> new Keeper(part, folder, this::firstMissing, this::noteChildren, clock))
                .toList();
    }

    void start() {
        for (Keeper keeper : keepers)
            Thread.ofVirtual().name("keep-" + keeper.part().name()).start(keeper);
    }

    private Optional<String> firstMissing(Set<String> names) {
        return keepers.stream()
                .filter(keeper -> names.contains(keeper.part().name()))
                .filter(keeper -> !(keeper.state() instanceof State.Healthy))
                .map(keeper -> keeper.part().name())
                .findFirst();
    }

    private synchronized void noteChildren() {
        Leftovers.remember(folder, children());
    }

    List<Keeper> keepers() {
        return keepers;
    }

    boolean isHealthy() {
        return keepers.stream().allMatch(keeper -> keeper.state() instanceof State.Healthy);
    }

    /** The first part that is not healthy, a given up one before all, and how it is. */
    Optional<String> firstComplaint() {
        return keepers.stream()
                .filter(keeper -> !(keeper.state() instanceof State.Healthy))
                .min(Comparator.comparing(keeper -> !(keeper.state() instanceof State.Failed)))
                .map(keeper -> keeper.part().name() + " " + keeper.state().inWords());
    }

    boolean hasFailed() {
        return keepers.stream().anyMatch(keeper -> keeper.state() instanceof State.Failed);
    }

    /** Name to process of all that was started. */
    private Map<String, ProcessHandle> children() {
        Map<String, ProcessHandle> children = new TreeMap<>();
        for (Keeper keeper : keepers) {
            keeper.process().ifPresent(process -> children.put(keeper.part().name(), process.toHandle()));
        }
        return children;
    }

    /**
     * Stops all, stage by stage, and returns when everything has ended.
     *
     * @param limit per stage, then what still runs is killed
     * @param report takes a line per stage
     * @return whether all ended by themselves
     */
    boolean stop(Duration limit, Consumer<String> report) {
        boolean orderly = true;
        for (Part.Stage stage : Part.Stage.values()) {
            List<Keeper> here = keepers.stream()
                    .filter(keeper -> keeper.part().stage() == stage)
                    .toList();
            here.forEach(Keeper::stop);
            List<String> ended = new ArrayList<>();
            Instant deadline = Instant.now().plus(limit);
            for (Keeper keeper : here) {
                if (keeper.process().isEmpty()) continue;
                boolean inTime = await(keeper.process().get(), deadline);
                orderly &= inTime;
                ended.add(keeper.part().name() + (inTime ? "" : " (killed)"));
                keeper.stopped();
            }
            if (!ended.isEmpty()) report.accept("stopped " + String.join(", ", ended));
        }
        return orderly;
    }

    private static boolean await(Process process, Instant deadline) {
        long millis = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException hangs) {
            process.destroyForcibly();
            process.onExit().join();
            return false;
        } catch (InterruptedException | ExecutionException hurry) {
            process.destroyForcibly();
            return false;
        }
    }
}

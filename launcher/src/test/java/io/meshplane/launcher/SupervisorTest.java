package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String FOR_EVER = "echo up; while :; do sleep 1; done";

    @TempDir
    private Path temporary = Path.of("");

    private Optional<DataFolder> folder = Optional.empty();
    private Optional<Supervisor> running = Optional.empty();

    @BeforeEach
    void claim() throws Exception {
        folder = Optional.of(DataFolder.claim(temporary.resolve("data")));
    }

    @AfterEach
    void leaveNothingBehind() {
        running.ifPresent(system -> system.stop(Duration.ZERO, line -> {}));
    }

    private Part part(String name, Part.Stage stage, Set<String> after, String script) {
        Part.Command command = new Part.Command(List.of("/bin/sh", "-c", script), Map.of());
        Path log = folder.orElseThrow().log(name);
        return new Part(name, stage, List.of(), after, () -> command, pid -> saysUp(log));
    }

    private static Optional<String> saysUp(Path log) {
        try {
            return Files.readString(log).contains("up") ? Optional.empty() : Optional.of("silent");
        } catch (java.io.IOException e) {
            return Optional.of("no log");
        }
    }

    private Supervisor start(Part... parts) {
        Supervisor system = new Supervisor(List.of(parts), folder.orElseThrow(), InstantSource.system());
        running = Optional.of(system);
        system.start();
        return system;
    }

    private static State stateOf(Supervisor system, String name) {
        return system.keepers().stream()
                .filter(keeper -> keeper.part().name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void startsAPartOnlyWhenWhatItNeedsIsHealthy() {
        Supervisor system = start(
                part("silent", Part.Stage.STORES, Set.of(), "while :; do sleep 1; done"),
                part("next", Part.Stage.SERVICES, Set.of("silent"), FOR_EVER));

        Await.until(
                "silent starts",
                DEADLINE,
                () -> stateOf(system, "silent").inWords().equals("starting: silent"));
        assertThat(stateOf(system, "next")).isEqualTo(new State.Waiting("silent"));
        assertThat(system.isHealthy()).isFalse();
    }

    @Test
    void stopsStageByStageAndSaysSo() {
        Supervisor system = start(
                part("store", Part.Stage.STORES, Set.of(), FOR_EVER),
                part("service", Part.Stage.SERVICES, Set.of("store"), FOR_EVER),
                part("edge", Part.Stage.EDGE, Set.of("service"), FOR_EVER));
        Await.until("all healthy", DEADLINE, system::isHealthy);

        List<String> told = new ArrayList<>();
        boolean orderly = system.stop(Duration.ofSeconds(10), told::add);

        assertThat(told).containsExactly("stopped edge", "stopped service", "stopped store");
        assertThat(orderly).isTrue();
        assertThat(system.keepers())
                .allMatch(keeper -> !keeper.process().orElseThrow().isAlive());
    }

    @Test
    void killsAPartThatWillNotEnd() {
        Supervisor system = start(part("deaf", Part.Stage.STORES, Set.of(), "trap '' TERM; " + FOR_EVER));
        Await.until("healthy", DEADLINE, system::isHealthy);

        List<String> told = new ArrayList<>();
        boolean orderly = system.stop(Duration.ofMillis(200), told::add);

        assertThat(told).containsExactly("stopped deaf (killed)");
        assertThat(orderly).isFalse();
    }

    @Test
    void startsAPartAgainThatEndedAndShowsItsLastWords() {
        Path once = temporary.resolve("once");
        Supervisor system = start(part(
                "weak",
                Part.Stage.STORES,
                Set.of(),
                "if [ -e " + once + " ]; then " + FOR_EVER + "; fi; touch " + once + "; echo out of luck; exit 3"));

        Await.until(
                "its end is shown",
                DEADLINE,
                () -> stateOf(system, "weak").equals(new State.Restarting("exit code 3, out of luck")));
        Await.until("it runs again", DEADLINE, system::isHealthy);
    }

    @Test
    void asksAgainWhenAPartCannotBePreparedYet() {
        Path ready = temporary.resolve("ready");
        Part.Command command = new Part.Command(List.of("/bin/sh", "-c", FOR_EVER), Map.of());
        Path log = folder.orElseThrow().log("late");
        Supervisor system = start(new Part(
                "late",
                Part.Stage.EDGE,
                List.of(),
                Set.of(),
                () -> {
                    if (!Files.exists(ready)) throw new java.io.IOException("no token yet");
                    return command;
                },
                pid -> saysUp(log)));

        Await.until("it waits", DEADLINE, () -> stateOf(system, "late").equals(new State.Waiting("no token yet")));
        Await.until("the token is there", DEADLINE, () -> Files.exists(Files.writeString(ready, "")));
        Await.until("it runs", DEADLINE, system::isHealthy);
    }

    @Test
    void remembersItsProcessesForALaterStart() {
        Supervisor system = start(part("store", Part.Stage.STORES, Set.of(), FOR_EVER));
        Await.until("healthy", DEADLINE, system::isHealthy);

        long pid = system.keepers().getFirst().process().orElseThrow().pid();
        assertThat(folder.orElseThrow().run("children.properties")).content().startsWith("store=" + pid + " ");
    }
}

package io.meshplane.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Shows how the parts are: a table that is redrawn in place, or a line per change. */
final class StatusView {
    private static final Duration MEMORY_PAUSE = Duration.ofSeconds(5);

    private final Supervisor supervisor;
    private final PrintStream out;
    private final boolean table;
    private final InstantSource clock;
    private final Map<String, String> told = new HashMap<>();
    private final Map<String, OptionalLong> memory = new HashMap<>();
    private Instant memoryRead = Instant.EPOCH;
    private int linesShown;

    StatusView(Supervisor supervisor, PrintStream out, boolean table, InstantSource clock) {
        this.supervisor = supervisor;
        this.out = out;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Shows what is new.
     *
     * @param below lines under the table
     */
    void refresh(List<String> below) {
        if (table) redraw(below);
        else tellChanges();
    }

    private void tellChanges() {
        for (Keeper keeper : supervisor.keepers()) {
            String name = keeper.part().name();
            String words = keeper.state().inWords();
            if (!words.equals(told.put(name, words))) out.println(name + ": " + words);
        }
    }

    private void redraw(List<String> below) {
        Instant now = clock.instant();
        readMemory(now);
        List<String> lines = new ArrayList<>(StatusTable.render(
                lines(), now, Terminal.width(), !System.getenv().containsKey("NO_COLOR")));
        lines.addAll(below); // never cut: they are there to be copied, and a terminal folds them
        StringBuilder screen = new StringBuilder();
        if (linesShown > 0) screen.append("\033[").append(linesShown).append('A');
        for (String line : lines) screen.append('\r').append(line).append("\033[K\n");
        screen.append("\033[J");
        out.print(screen);
        out.flush();
        linesShown = lines.stream().mapToInt(Terminal::rows).sum();
    }

    /** Whether it draws a table. */
    boolean isTable() {
        return table;
    }

    private List<StatusTable.Line> lines() {
        List<StatusTable.Line> lines = new ArrayList<>();
        for (Keeper keeper : supervisor.keepers()) {
            OptionalLong bytes = memory.getOrDefault(keeper.part().name(), OptionalLong.empty());
            for (Part.Row row : keeper.part().rows()) {
                lines.add(new StatusTable.Line(row.name(), row.ports(), keeper.state(), bytes));
                bytes = OptionalLong.empty(); // one process, told once
            }
        }
        return lines;
    }

    private void readMemory(Instant now) {
        if (Duration.between(memoryRead, now).compareTo(MEMORY_PAUSE) < 0) return;
        memoryRead = now;
        for (Keeper keeper : supervisor.keepers()) {
            memory.put(
                    keeper.part().name(),
                    keeper.process()
                            .filter(Process::isAlive)
                            .map(process -> Memory.bytesOf(process.toHandle()))
                            .orElse(OptionalLong.empty()));
        }
    }
}

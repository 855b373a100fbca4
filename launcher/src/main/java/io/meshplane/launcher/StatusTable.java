package io.meshplane.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The table of parts as text. Pure. */
final class StatusTable {
    private static final int NAME_WIDTH = 18;
    private static final int PORT_WIDTH = 13;
    private static final int UP_WIDTH = 9;
    private static final int MEMORY_WIDTH = 8;

    /**
     * One line of the table.
     *
     * @param ports where it listens
     * @param memory of its process; empty if unknown, or told in another line of the same process
     */
    record Line(String name, List<Integer> ports, State state, OptionalLong memory) {
        Line {
            ports = List.copyOf(ports);
        }
    }

    /**
     * The whole table.
     *
     * @param width of the terminal in columns; longer lines are cut
     * @param colours whether to mark states with ANSI colours
     */
    static List<String> render(List<Line> lines, Instant now, int width, boolean colours) {
        List<String> table = new ArrayList<>();
        table.add(cut(columns("part", "port", "up", "memory") + "state", width));
        for (Line line : lines) {
            String memory = line.memory().isPresent() ? mebibytes(line.memory().getAsLong()) : "";
            String before = columns(line.name(), ports(line.ports()), uptime(line.state(), now), memory);
            String state = line.state().inWords();
            String visible = cut(before + state, width);
            table.add(
                    colours && visible.length() > before.length()
                            ? coloured(visible, before.length(), line.state())
                            : visible);
        }
        long total = lines.stream().mapToLong(line -> line.memory().orElse(0)).sum();
        if (total > 0) table.add(cut(columns("all", "", "", mebibytes(total)).stripTrailing(), width));
        return table;
    }

    private static String columns(String name, String port, String up, String memory) {
        return pad(name, NAME_WIDTH) + pad(port, PORT_WIDTH) + pad(up, UP_WIDTH) + pad(memory, MEMORY_WIDTH) + "  ";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** One port as it is; neighbours as a range: {@code 7545-7548}. */
    static String ports(List<Integer> ports) {
        if (ports.size() < 2) return ports.stream().map(String::valueOf).collect(Collectors.joining());
        boolean range = ports.getLast() - ports.getFirst() == ports.size() - 1;
        return range
                ? ports.getFirst() + "-" + ports.getLast()
                : ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String uptime(State state, Instant now) {
        return switch (state) {
            case State.Healthy(Instant since) -> elapsed(since, now);
            case State.Unwell(Instant since, String ignored) -> elapsed(since, now);
            case State.Starting(Instant since, String ignored) -> elapsed(since, now);
            case State.Waiting ignored -> "";
            case State.Restarting ignored -> "";
            case State.Failed ignored -> "";
            case State.Stopping ignored -> "";
            case State.Stopped ignored -> "";
        };
    }

    private static String elapsed(Instant since, Instant now) {
        Duration up = Duration.between(since, now);
        if (up.toHours() > 0) return up.toHours() + " h " + up.toMinutesPart() + " m";
        return up.toMinutes() > 0 ? up.toMinutes() + " m " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%d MiB", bytes >> 20);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    private static String coloured(String line, int from, State state) {
        int colour = switch (state) {
            case State.Healthy ignored -> 32;
            case State.Failed ignored -> 31;
            case State.Restarting ignored -> 31;
            case State.Unwell ignored -> 31;
            case State.Starting ignored -> 33;
            case State.Waiting ignored -> 33;
            case State.Stopping ignored -> 33;
            case State.Stopped ignored -> 2;
        };
        return line.substring(0, from) + "\033[" + colour + "m" + line.substring(from) + "\033[0m";
    }

    private StatusTable() {}
}

package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<StatusTable.Line> LINES = List.of(
            new StatusTable.Line("kafka", List.of(7092), new State.Healthy(START), OptionalLong.of(210L << 20)),
            new StatusTable.Line("postgres", List.of(7432), new State.Healthy(START), OptionalLong.empty()),
            new StatusTable.Line(
                    "chain",
                    List.of(7545, 7546, 7547),
                    new State.Starting(START, "no answer yet"),
                    OptionalLong.of(1L << 20)),
            new StatusTable.Line("registry", List.of(7101), new State.Waiting("stores"), OptionalLong.empty()));

    @Test
    void showsPartPortUptimeMemoryAndState() {
        List<String> table = StatusTable.render(LINES, START.plusSeconds(75), 200, false);

        assertThat(table)
                .containsExactly(
                        "part              port         up       memory    state",
                        "kafka             7092         1 m 15 s 210 MiB   healthy",
                        "postgres          7432         1 m 15 s           healthy",
                        "chain             7545-7547    1 m 15 s 1 MiB     starting: no answer yet",
                        "registry          7101                            waiting: stores",
                        "all                                     211 MiB");
    }

    @Test
    void cutsLinesToTheWidthOfTheTerminal() {
        List<String> table = StatusTable.render(LINES, START, 52, false);

        assertThat(table).allMatch(line -> line.length() <= 52);
        assertThat(table.get(3)).endsWith("…");
    }

    @Test
    void coloursTheStateOnly() {
        String healthy = StatusTable.render(LINES, START, 200, true).get(1);

        assertThat(healthy).startsWith("kafka").endsWith("\033[32mhealthy\033[0m");
    }

    @Test
    void survivesATerminalNarrowerThanItsColumns() {
        assertThat(StatusTable.render(LINES, START, 10, true)).allMatch(line -> line.length() <= 10);
    }

    @Test
    void writesNeighbouringPortsAsARange() {
        assertThat(StatusTable.ports(List.of(1, 2, 3))).isEqualTo("1-3");
        assertThat(StatusTable.ports(List.of(1, 3))).isEqualTo("1,3");
        assertThat(StatusTable.ports(List.of(1))).isEqualTo("1");
        assertThat(StatusTable.ports(List.of())).isEmpty();
    }
}

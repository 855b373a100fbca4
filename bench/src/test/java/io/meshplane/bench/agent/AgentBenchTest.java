package io.meshplane.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.testkit.router.Cable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentBenchTest {
    private static final RoleRun.Pace FAST =
            new RoleRun.Pace(Duration.ofMillis(200), Duration.ofMillis(1_000), Duration.ofSeconds(2));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void measuresThePackagedAgentInBothRoles() throws Unusable, InterruptedException, IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        assertThat(root.resolve("edge/agent/target/agent.jar"))
                .as("the agent is packaged: ./meshplane test, or mvn -pl edge/agent -am package")
                .exists();
        System.setProperty("meshplane.root", root.toString());

        AgentOptions options = new AgentOptions(Duration.ofSeconds(12), EnumSet.allOf(Role.class), true, true, true);
        int exitCode;
        try {
            exitCode = new AgentBench(print(out), print(err), FAST).run(options);
        } finally {
            System.clearProperty("meshplane.root");
        }

        JsonNode gateway = new ObjectMapper().readTree(out.toByteArray()).at("/roles/gateway");
        JsonNode client = new ObjectMapper().readTree(out.toByteArray()).at("/roles/client");
        assertThat(exitCode).isZero();
        assertThat(gateway.path("series").asLong()).isGreaterThan(400);
        assertThat(client.path("series").asLong()).isBetween(20L, 80L);
        assertThat(gateway.path("log_lines").asLong()).isPositive();
        assertThat(gateway.path("neighbour_changes").asLong()).isGreaterThan(1_000);
        assertThat(gateway.path("rss_bytes").asLong()).isGreaterThan(20 << 20);
        assertThat(gateway.path("refused").asLong()).isZero();
        assertThat(gateway.path("sign_ins").asLong()).isEqualTo(1);
        boolean counted = err.toString(StandardCharsets.UTF_8).lines().noneMatch(line -> line.contains("not counted"));
        assertThat(gateway.has("ip_bytes_per_value")).isEqualTo(counted);
    }

    @Test
    void asksForAWholeNumberOfMinutesAndARoleThatThereIs() {
        assertThatThrownBy(() -> AgentOptions.parse(List.of("--minutes", "0")))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("--minutes");
        assertThatThrownBy(() -> AgentOptions.parse(List.of("--role", "toaster")))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("gateway or client");
        assertThatThrownBy(() -> AgentOptions.parse(List.of("--fast"))).isInstanceOf(Unusable.class);
    }

    @Test
    void measuresBothRolesUnderTlsUnlessToldOtherwise() throws Unusable {
        AgentOptions usual = AgentOptions.parse(List.of());
        AgentOptions other =
                AgentOptions.parse(List.of("--minutes", "60", "--role", "client", "--clear", "--no-log", "--json"));

        assertThat(usual.roles()).containsExactlyInAnyOrder(Role.GATEWAY, Role.CLIENT);
        assertThat(usual.tls()).isTrue();
        assertThat(other).isEqualTo(new AgentOptions(Duration.ofHours(1), Set.of(Role.CLIENT), false, false, true));
    }

    @Test
    void tellsPeopleWhyBytesWereNotCounted() {
        String table = AgentTables.of(result("only root makes network namespaces", Optional.empty()));

        assertThat(table).contains("not counted: only root", "80.0");
        assertThat(table.lines().filter(line -> line.startsWith("IP bytes a value")))
                .singleElement()
                .asString()
                .contains(" - ");
    }

    @Test
    void dividesWhatCrossedTheCableByTheValuesThatArrived() {
        // 14 bytes a frame are Ethernet's
        String table = AgentTables.of(result("", Optional.of(new Cable.Traffic(10, 5_140))));

        assertThat(table.lines().filter(line -> line.startsWith("IP bytes a value")))
                .singleElement()
                .asString()
                .contains("0.500");
    }

    @Test
    void failsWhenNothingArrived() {
        AgentFootprint footprint = new AgentFootprint(1, 1, 1, 1, 0, 0, 1);

        assertThat(new RoleFigure(Role.CLIENT, 0, DoorCounts.NONE, Optional.empty(), footprint).hasFailed())
                .isTrue();
    }

    private static AgentResult result(String uncounted, Optional<Cable.Traffic> traffic) {
        AgentFootprint footprint = new AgentFootprint(80 << 20, 60 << 20, 81 << 20, 57, 3, 0.6, 60);
        DoorCounts counts = DoorCounts.CONNECTION.plus(DoorCounts.ofBatch(25, 10_000, 70, 4_000));
        RoleFigure figure = new RoleFigure(Role.GATEWAY, 10_000, counts, traffic, footprint);
        AgentOptions options = new AgentOptions(Duration.ofMinutes(5), Set.of(Role.GATEWAY), true, true, false);
        return new AgentResult(MachineFacts.now(), options, uncounted, List.of(figure), 1);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}

package io.meshplane.bench.routes.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.routes.RoutesBench;
import io.meshplane.bench.routes.RoutesOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyBenchTest {
    private static final String HEAD = "from,to,quality_from,quality_to,kind\n";

    @TempDir
    private Path folder;

    @Test
    void timesAndChecksThePoliciesOnAnyMeshOfTheForm() throws Exception {
        Path ring = file(
                HEAD
                        + "a,b,0.9,0.8,wifi\nb,c,,,wifi\nc,d,1,1,vpn\nd,a,0.5,0,wifi\na,a,1,1,self\na,b,1,1,twice\nx,y,1,1,far\n");

        JsonNode result = run("--topology", ring.toString());

        assertThat(result.get("suite").asText()).isEqualTo("routes");
        assertThat(result.get("figures").findValuesAsText("mesh")).containsOnly("mesh.csv");
        assertThat(result.get("checks")).hasSize(6).allSatisfy(check -> {
            assertThat(check.get("wrong").asLong()).as("%s", check).isZero();
            assertThat(check.get("cases").asLong()).as("%s", check).isPositive();
        });
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                arguments("", "line 1"),
                arguments("from,to\n", "line 1"),
                arguments("a,b,1,1", "line 2"),
                arguments("a,b,1,1,wifi\na,c,x,1,wifi", "line 3: column 3"),
                arguments("a,b,1,1.5,wifi", "line 2: column 4"),
                arguments("a,,1,1,wifi", "line 2"),
                arguments("a,a,1,1,wifi", "no link"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void saysWhereAFileIsWrong(String lines, String where) throws IOException {
        Path bad = file(lines.isEmpty() || lines.startsWith("from") ? lines : HEAD + lines + "\n");

        assertThatThrownBy(() -> run("--topology", bad.toString())).isInstanceOfSatisfying(Unusable.class, e -> {
            assertThat(e.exitCode()).isEqualTo(Unusable.BAD_DATA);
            assertThat(e.sentence()).contains(where.split(": ", -1));
        });
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mesh.csv"), text);
    }

    private static JsonNode run(String... words) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of("--only", "topology", "--json", "--quick"));
        all.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        int exit = new RoutesBench(new PrintStream(out, true, StandardCharsets.UTF_8), silent)
                .run(RoutesOptions.parse(all));
        assertThat(exit).isZero();
        return new ObjectMapper().readTree(out.toByteArray());
    }
}

package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.testkit.ManualClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesReloadTest {
    private static final String FOUR = """
            {"nodes":[{"name":"a","url":"http://127.0.0.1:1","group":"x"},{"name":"b","url":"http://127.0.0.1:2"},
                {"name":"c","url":"https://c.example/key"},{"name":"d","url":"http://127.0.0.1:4"}]}""";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("nodes.json");
        Files.writeString(file, FOUR);
    }

    @Test
    void beginsWithTheFileInsteadOfTheConfiguration() {
        ChainSetup setup = reload().first();

        assertThat(setup.roster().nodes())
                .containsExactly(new FullNode("a", "x"), new FullNode("b"), new FullNode("c"), new FullNode("d"));
        assertThat(setup.roster().policy().groups()).isEqualTo(2);
    }

    @Test
    void appliesWhatChangesAndNothingTwice() throws IOException {
        NodesReload reload = reload();
        reload.first();

        assertThat(reload.changed()).isEmpty();
        Files.writeString(file, FOUR.replace("]}", "],\"hung\":0,\"quorum\":3,\"requestTimeoutMillis\":700}"));
        Optional<ChainSetup> next = later(reload);

        assertThat(next).hasValueSatisfying(setup -> {
            assertThat(setup.roster().policy().quorum()).isEqualTo(3);
            assertThat(setup.requestTimeout()).isEqualTo(Duration.ofMillis(700));
        });
        assertThat(later(reload)).isEmpty();
    }

    @Test
    void takesDepthAndBandsFromTheFileBeforeTheConfiguration() throws IOException {
        NodesReload reload = reload();
        assertThat(reload.first().finality().inWords()).isEqualTo("a payment counts under 4 blocks");

        Files.writeString(
                file, FOUR.replace("]}", "],\"depth\":6,\"bands\":[\"coin@1000=12\",\"coin@5000=finalized\"]}"));

        assertThat(later(reload))
                .hasValueSatisfying(
                        setup -> assertThat(setup.finality().inWords())
                                .isEqualTo(
                                        "a payment counts under 6 blocks; from 1000 of eip155:7357/slip44:60 under 12 blocks;"
                                                + " from 5000 of eip155:7357/slip44:60 when a quorum calls its block finalized"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "4|coin@100=3|a larger amount must lie as deep",
                "4|coin@0=5|begins above 0",
                "4|token@100=5|no token is configured",
                "4|eip155:1/slip44:60@100=5|no payment in this asset counts",
                "4|coin@100=129|deeper than a reorganisation is followed",
                "129||depth: 129 blocks are deeper",
                "soon||a depth is a number of blocks or",
                "4|coin@ten=5|band coin@ten=5",
                "4|coin=5|asset@amount=depth is expected"
            })
    void refusesDepthsThatCannotBeMeant(String depth, String bands, String why) {
        Map<String, String> set = new HashMap<>(Map.of("meshplane.chain.depth", depth));
        if (bands != null) set.put("meshplane.chain.bands", bands);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FinalityText.policy(
                        config(set), depth, config(set).bands().orElse(List.of())))
                .withMessageContaining(why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|names no nodes",
                "null|names no nodes",
                "{\"nodes\":[]}|2L+H+1",
                "{\"nodes\":[{\"name\":\"a\"}]}|a name and a url",
                "{\"nodes\":[],\"quorums\":2}|at line 1",
                "not json|at line 1",
                "{\"nodes\":[{\"name\":\"a\",\"url\":\"file:///etc/passwd\"}],\"liars\":0,\"hung\":0,\"quorum\":1}|no http"
            })
    void refusesABadFileWholeAndKeepsWhatWas(String content, String why) throws IOException {
        NodesReload reload = reload();
        reload.first();
        Files.writeString(file, content);

        assertThat(later(reload)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reload().first())
                .withMessageContaining("nodes-file: ")
                .withMessageContaining(why);
    }

    @Test
    void keepsWhatWasWhileTheFileIsAway() throws IOException {
        NodesReload reload = reload();
        reload.first();
        Files.delete(file);

        assertThat(later(reload)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> reload().first()).withMessageContaining("cannot be read");
    }

    @Test
    void takesGroupsInTheConfigurationToo() {
        ChainSetup setup = ChainSetups.of(config(Map.of(
                "meshplane.chain.nodes",
                "a@x=http://127.0.0.1:1,b@x=http://127.0.0.1:2,c@y=http://127.0.0.1:3,d=http://127.0.0.1:4,"
                        + "e@y=http://127.0.0.1:5")));

        assertThat(setup.roster().nodes()).contains(new FullNode("b", "x"), new FullNode("d", "d"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChainSetups.of(config(
                        Map.of("meshplane.chain.nodes", "a@x=http://h,b@x=http://i," + "c@x=http://j,d@x=http://k"))))
                .withMessageContaining("too few groups");
    }

    private Optional<ChainSetup> later(NodesReload reload) {
        clock.advance(Duration.ofSeconds(2));
        return reload.changed();
    }

    private NodesReload reload() {
        return new NodesReload(config(Map.of("meshplane.chain.nodes-file", file.toString())), clock);
    }

    private static ChainConfig config(Map<String, String> set) {
        Map<String, String> values = new HashMap<>(set);
        values.put("meshplane.chain.id", "7357");
        values.putIfAbsent("meshplane.chain.nodes", "a=http://127.0.0.1:1");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 300))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(ChainConfig.class)
                .build()
                .getConfigMapping(ChainConfig.class);
    }
}

package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.launcher.CommandLine.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static final Path DATA = Path.of("/somewhere/.meshplane");

    @Test
    void showsTheUsageWithoutACommand() throws UnusableException {
        assertThat(CommandLine.parse(List.of(), DATA)).isEqualTo(new Command.Help());
    }

    @Test
    void leavesTheWordsOfVerifyToTheVerifier() throws UnusableException {
        assertThat(CommandLine.parse(List.of("verify", "bundle.json", "--block", "0x1"), DATA))
                .isEqualTo(new Command.Verify(List.of("bundle.json", "--block", "0x1")));
    }

    @Test
    void takesTheDefaultsOfUp() throws UnusableException {
        Command command = CommandLine.parse(List.of("up"), DATA);

        assertThat(command)
                .isEqualTo(new Command.Up(
                        new UpOptions(0, Optional.empty(), DATA, false, PortPlan.standard(), true, false)));
    }

    @Test
    void readsEveryOptionOfUp() throws UnusableException {
        Command command = CommandLine.parse(
                List.of(
                        "up",
                        "--mesh",
                        "12",
                        "--topology",
                        "/a.csv",
                        "--data",
                        "/d",
                        "--fresh",
                        "--no-aot",
                        "--plain",
                        "--port",
                        "kafka=9000",
                        "--port-base",
                        "20000"),
                DATA);

        PortPlan ports = PortPlan.startingAt(20_000).with("kafka", 9_000);
        assertThat(command)
                .isEqualTo(new Command.Up(
                        new UpOptions(12, Optional.of(Path.of("/a.csv")), Path.of("/d"), true, ports, false, true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upp | no command is called upp",
                "up --mesh | --mesh needs a value",
                "up --mesh --fresh | --mesh needs a value",
                "up --mesh 201 | --mesh: a number up to 200 is expected, not 201",
                "up --mesh -1 | --mesh: a number up to 200 is expected, not -1",
                "up --nonsense | unknown option --nonsense",
                "up --port kafka | --port: NAME=N is expected, not kafka",
                "up --port kafka=0 | --port kafka: no port: 0",
                "up --port kafka=65536 | --port kafka: a number up to 65535 is expected, not 65536",
                "up --port kafka=7432 | kafka and postgres cannot both have port 7432",
                "up --port-base 65530 | --port-base: 20 ports from 65530 on do not exist",
                "doctor now | unknown option now",
                "demo --data /x | --data goes with --attach: demo makes a folder of its own",
            })
    void saysWhatIsWrongInOneSentence(String line, String sentence) {
        List<String> words = List.of(line.split(" "));

        assertThatThrownBy(() -> CommandLine.parse(words, DATA))
                .isInstanceOf(UnusableException.class)
                .hasMessage(sentence);
    }

    @Test
    void namesThePartsWhenAPortIsGivenToAnother() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("up", "--port", "zookeeper=1"), DATA))
                .hasMessageContaining("zookeeper")
                .hasMessageContaining("kafka, postgres, dns, chain-a");
    }

    @Test
    void attachesTheDemoToTheUsualFolder() throws UnusableException {
        assertThat(CommandLine.parse(List.of("demo", "--attach"), DATA)).isEqualTo(new Command.Demo(Optional.of(DATA)));
        assertThat(CommandLine.parse(List.of("demo"), DATA)).isEqualTo(new Command.Demo(Optional.empty()));
    }

    @Test
    void leavesTheWordsOfABenchToTheBench() throws UnusableException {
        assertThat(CommandLine.parse(List.of("bench", "telemetry", "--data", "/d", "--json"), DATA))
                .isEqualTo(new Command.Bench(List.of("telemetry", "--data", "/d", "--json")));
        assertThat(CommandLine.parse(List.of("bench"), DATA)).isEqualTo(new Command.Bench(List.of()));
    }
}

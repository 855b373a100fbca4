package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
    private static final String LEAST = "--registry http://127.0.0.1:7101 --ingest http://127.0.0.1:7102 --data d ";

    private static final String WALLET = "0x" + "12".repeat(20);

    @TempDir
    private Path folder;

    @Test
    void hasDefaultsForAllButThreeOptions() throws IOException {
        AgentConfig config = read(LEAST);

        assertThat(config.registry()).isEqualTo(URI.create("http://127.0.0.1:7101"));
        assertThat(config.statusPort()).isEqualTo(7110);
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.batch()).isNull();
        assertThat(config.spoolBytes()).isEqualTo(64L << 20);
        assertThat(config.hostRoot()).isEqualTo(Path.of("/"));
        assertThat(config.simulation()).isNull();
        assertThat(config.babelSocket()).isNull();
    }

    @Test
    void prefersTheCommandLineToTheEnvironmentToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.conf"), "name=file\nbatch=3s\ninterval=1s\n");
        String[] args = (LEAST + "--config " + file + " --name line").split(" ");

        AgentConfig config =
                AgentOptions.read(args, Map.of("MESHPLANE_AGENT_NAME", "environment", "MESHPLANE_AGENT_BATCH", "2s"));

        assertThat(config.name()).isEqualTo("line");
        assertThat(config.batch()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readsTheLogAndTheDeclaredPrecision() throws IOException {
        AgentConfig config = read(LEAST + "--log /var/log/messages --precision babel_rtt_ms=0.1,node_mem_free_kib=64");

        assertThat(config.log()).isEqualTo("/var/log/messages");
        assertThat(config.precision()).isEqualTo(Map.of("babel_rtt_ms", 0.1, "node_mem_free_kib", 64.0));
        assertThat(read(LEAST + "--log journal").log()).isEqualTo("journal");
        assertThat(read(LEAST).log()).isNull();
        assertThat(read(LEAST).precision()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--log messages", "--precision rtt", "--precision rtt=0", "--precision rtt=-1", "--precision ,"})
    void refusesALogOrAPrecisionThatIsNone(String options) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(LEAST + options));
    }

    @Test
    void trustsTheAuthoritiesOfAFileThatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "of no matter here");

        assertThat(read(LEAST + "--authorities " + file).authorities()).isEqualTo(file);
        assertThat(read(LEAST).authorities()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(LEAST + "--authorities " + file + ".gone"))
                .withMessageStartingWith("--authorities: ");
    }

    @Test
    void asksRouteServiceForSettingsOnlyWhereThereIsABabeldToTell() throws IOException {
        AgentConfig config = read(LEAST + "--babel-socket 127.0.0.1:33123 --routes http://127.0.0.1:7104");

        assertThat(config.routes()).isEqualTo(URI.create("http://127.0.0.1:7104"));
        assertThat(config.babelConfig()).isNull();
        assertThat(read(LEAST).routes()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(LEAST + "--routes http://127.0.0.1:7104"))
                .withMessage("--babel-socket is missing");
    }

    @Test
    void readsTheTokenFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "secret\n");

        assertThat(read(LEAST + "--enrolment-token-file " + file).enrolmentToken())
                .isEqualTo("secret");
    }

    @Test
    void readsTheWalletsSignatureFromTheLineOrAFile() throws IOException {
        String signature = "0x" + "ab".repeat(65);
        Path file = Files.writeString(folder.resolve("signature"), signature + "\n");
        String wallet = LEAST + "--payment-address " + WALLET;

        assertThat(read(wallet + " --payment-signature " + signature).paymentSignature())
                .isEqualTo(signature);
        assertThat(read(wallet + " --payment-signature-file " + file).paymentSignature())
                .isEqualTo(signature);
        assertThat(read(wallet).paymentSignature()).isNull();
    }

    @Test
    void tellsTheWalletTheSameLineEveryTimeWithTheNodesId() throws IOException {
        Path data = folder.resolve("data");
        String[] args = ("--data " + data + " --payment-address " + WALLET + " --network home").split(" ");

        String line = AgentOptions.readWalletText(args, Map.of()).line();

        NodeId node = NodeId.ofPublicKey(new NodeFiles(data).key().publicKey());
        assertThat(line).isEqualTo("Meshplane: wallet " + WALLET + " pays for node " + node + " in network home");
        assertThat(AgentOptions.readWalletText(args, Map.of()).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "--data d --payment-address 0x1212121212121212121212121212121212121212, --network",
        "--data d --payment-address 0x1212121212121212121212121212121212121212 --network A, --network",
        "--data d --payment-address 0x12 --network home, --payment-address",
        "--data d --network home, --payment-address",
        "--payment-address 0x1212121212121212121212121212121212121212 --network home, --data",
    })
    void namesTheOptionThatTheWalletsLineLacks(String options, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.readWalletText(options.split(" "), Map.of()))
                .withMessageContaining(named);
    }

    @Test
    void readsASimulation() throws IOException {
        AgentConfig config = read(LEAST + "--simulate 12 --topology mesh.csv --seed 7 --enrolment-tokens tokens");

        assertThat(config.simulation())
                .isEqualTo(new AgentConfig.Simulation(12, Path.of("mesh.csv"), 7, Path.of("tokens")));
    }

    @ParameterizedTest
    @CsvSource({
        "--registry ftp://h, --registry",
        "--ingest nonsense, --ingest",
        "--batch 5, --batch",
        "--spool 5MB, --spool",
        "--status-port 65536, --status-port",
        "--payment-address 0x12, --payment-address",
        "--payment-address 0x1212121212121212121212121212121212121212 --payment-signature 0x12, --payment-signature",
        "--payment-signature 0x12, --payment-address",
        "--colour red, --colour",
        "--name, --name",
        "--simulate 3, --topology",
    })
    void namesTheOptionThatIsWrong(String option, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(LEAST + option))
                .withMessageContaining(named);
    }

    @Test
    void namesTheOptionThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--registry http://h --ingest http://h"))
                .withMessageContaining("--data");
    }

    private static AgentConfig read(String args) throws IOException {
        return AgentOptions.read(args.strip().split(" "), Map.of());
    }
}

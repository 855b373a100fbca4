package io.meshplane.chain.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Hash32;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
    private static final SampleEvidence SAMPLE = new SampleEvidence();
    private static final SampleVerdicts VERDICTS = new SampleVerdicts();
    private static final Path VECTORS = Path.of("..", "docs", "evidence");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"coin", "token"})
    void theVectorsOfTheDocumentAreThese(String name) throws IOException {
        String text = EvidenceJson.write(name.equals("coin") ? SAMPLE.coin() : SAMPLE.token());
        Path file = VECTORS.resolve(name + ".json");
        if (Boolean.getBoolean("meshplane.update")) {
            Files.createDirectories(VECTORS);
            Files.writeString(file, text);
        }

        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(run(file.toString())).isZero();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void soAreTheVectorsOfOtherVerdicts(String name, VerdictBundle bundle) throws IOException {
        Path file = VECTORS.resolve(name + ".json");
        if (Boolean.getBoolean("meshplane.update")) Files.writeString(file, VerdictJson.write(bundle));

        assertThat(Files.readString(file)).isEqualTo(VerdictJson.write(bundle));
        assertThat(run(file.toString())).isZero();
    }

    static Stream<Arguments> verdicts() {
        return VERDICTS.all().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Test
    void whatIsOnlyAttestedIsNotCalledVerified() throws IOException {
        assertThat(run(file(VerdictJson.write(VERDICTS.expired())))).isZero();

        assertThat(said.toString(US_ASCII))
                .startsWith("ATTESTED transaction ")
                .doesNotContain("VERIFIED")
                .contains("in no block from 1901 to 2002")
                .contains("no header proves it");
    }

    @Test
    void aReversalNamesBothBlocksAndTheReaderNamesTheOneThatStands() throws IOException {
        String file = file(VerdictJson.write(VERDICTS.reversed()));
        Hash32 fallen = VERDICTS.headers.getFirst().hash();
        Hash32 stands = VERDICTS.others.get(1).hash();

        assertThat(run(file, "--block", stands.toString())).isZero();
        assertThat(said.toString(US_ASCII))
                .contains("REVERSED")
                .contains("in block " + fallen + ", where block 2000 " + stands);
        assertThat(run(file, "--block", fallen.toString())).isEqualTo(1);
    }

    @Test
    void saysWhatIsProvenAndWhatIsOnlyStated() throws IOException {
        int code = run(file(EvidenceJson.write(SAMPLE.coin())));

        assertThat(code).isZero();
        assertThat(said.toString(US_ASCII))
                .startsWith("VERIFIED transaction " + SAMPLE.coin().transaction())
                .contains("paid 103 of eip155:7357/slip44:60 to " + SampleEvidence.TILL)
                .contains("stated, not proven: network home")
                .contains("--block HASH");
    }

    @Test
    void aBlockThatTheReaderNamesMustBeTheOne() throws IOException {
        String file = file(EvidenceJson.write(SAMPLE.coin()));

        assertThat(run(file, "--block", SAMPLE.headers.get(0).hash().toString()))
                .isZero();
        assertThat(said.toString(US_ASCII)).contains("the block is the one you named");
        assertThat(run(file, "--block", SAMPLE.headers.get(1).hash().toString()))
                .isEqualTo(1);
        assertThat(said.toString(US_ASCII)).contains("REFUTED BLOCK_DIFFERS");
    }

    @Test
    void namesWhyItRefutes() throws IOException {
        int code = run(file(EvidenceJson.write(SAMPLE.coin()).replace("home", "away")));

        assertThat(code).isEqualTo(1);
        assertThat(said.toString(US_ASCII)).startsWith("REFUTED DIGEST_DIFFERS");
    }

    @Test
    void readsStandardInput() {
        InputStream in =
                new ByteArrayInputStream(EvidenceJson.write(SAMPLE.token()).getBytes(US_ASCII));

        assertThat(Verify.run(List.of("-"), in, new PrintStream(said, true, US_ASCII)))
                .isZero();
    }

    @Test
    void whatCannotBeUsedIsNeitherVerifiedNorRefuted() throws IOException {
        String file = file("{}");

        assertThat(run()).isEqualTo(2);
        assertThat(run(folder.resolve("absent").toString())).isEqualTo(2);
        assertThat(run(file, "--block")).isEqualTo(2);
        assertThat(run(file, "--block", "0x12")).isEqualTo(2);
        assertThat(run(file)).isEqualTo(1);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("bundle.json"), text, US_ASCII).toString();
    }

    private int run(String... arguments) {
        return Verify.run(List.of(arguments), InputStream.nullInputStream(), new PrintStream(said, true, US_ASCII));
    }
}

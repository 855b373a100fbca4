package io.meshplane.telemetry.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/telemetry-format-2.md to its test vectors: they must be read for ever, whatever a writer writes. */
class Format2DocumentTest {
    private final ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
    private final Workspace workspace = new Workspace();

    @Test
    void readsTheMessagesOfTheDocument() throws IOException {
        assertReads(block("first"), Vectors.first());
        assertReads(block("second"), Vectors.second());
        assertReads(block("third"), Vectors.third());
    }

    @Test
    void readsTheLongerChain() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/format-2-relay.txt"));
        assertThat(lines).hasSize(40);

        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            Received received = reader.read(HexFormat.of().parseHex(parts[0]), workspace);

            assertThat(received).isInstanceOf(Received.Accepted.class);
            MetricTable table = ((Received.Accepted) received).report().metrics();
            assertThat(HexFormat.of().toHexDigits(Vectors.digest(table))).isEqualTo(parts[1]);
        }
    }

    private void assertReads(byte[] message, Report expected) {
        Received received = reader.read(message, workspace);
        assertThat(received).isInstanceOf(Received.Accepted.class);
        Report report = ((Received.Accepted) received).report();
        assertThat(report.metrics()).isEqualTo(expected.metrics());
        assertThat(Reports.copyOf(report, expected.metrics(), expected.lines())).isEqualTo(expected);
    }

    private static byte[] block(String name) throws IOException {
        String document =
                Files.readString(Path.of(System.getProperty("meshplane.root", ".."), "docs/telemetry-format-2.md"));
        Matcher block =
                Pattern.compile("```hex " + name + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).as("block %s", name).isTrue();
        return HexFormat.of().parseHex(block.group(1).replaceAll("\\s", ""));
    }
}

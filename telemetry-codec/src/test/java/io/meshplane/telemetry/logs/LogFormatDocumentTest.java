package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds docs/telemetry-format-logs.md to its start and its test vector. */
class LogFormatDocumentTest {
    private String document = "";

    @BeforeEach
    void readTheDocument() throws IOException {
        Path path = Path.of(System.getProperty("meshplane.root", ".."), "docs/telemetry-format-logs.md");
        document = Files.readString(path);
    }

    @Test
    void startsFromTheLinesOfTheDocument() {
        LogLines lines = Primer.lines();

        for (int i = 0; i < lines.count(); i++)
            assertThat(lines.text(i)).isEqualTo(lines("primer").get(i));
        assertThat(lines.count()).isEqualTo(lines("primer").size());
    }

    @Test
    void theMessageOfTheStartReadsFromTheEmptyState() {
        byte[] message = hex("primer");
        BitDecoder in = new BitDecoder();
        in.reset(message, 0, message.length);
        LineCoder coder = new LineCoder(new Wire(in));
        LogLines lines = new LogLines();

        assertThat(coder.count(0)).isEqualTo(lines("primer").size());
        for (int i = 0; i < lines("primer").size(); i++) {
            assertThat(coder.code(lines, 0, 1 << 16)).isTrue();
            assertThat(lines.text(i)).isEqualTo(lines("primer").get(i));
        }
    }

    @Test
    void writesTheMessagesOfTheDocument() {
        LogEncoder encoder = new LogEncoder();

        for (String message : List.of("first", "second")) {
            BitEncoder out = new BitEncoder();
            LogLines lines = new LogLines();
            for (String line : lines(message)) lines.add(line);
            encoder.encode(lines, out);
            assertThat(HexFormat.of().formatHex(out.finish()))
                    .isEqualTo(HexFormat.of().formatHex(hex(message)));
        }
    }

    @Test
    void readsTheMessagesOfTheDocument() {
        LogDecoder decoder = new LogDecoder();

        for (String message : List.of("first", "second")) {
            BitDecoder in = new BitDecoder();
            byte[] bytes = hex(message);
            in.reset(bytes, 0, bytes.length);
            LogLines read = new LogLines();
            assertThat(decoder.decode(in, 100, 10_000, read)).isTrue();
            for (int i = 0; i < read.count(); i++)
                assertThat(read.text(i)).isEqualTo(lines(message).get(i));
            assertThat(read.count()).isEqualTo(lines(message).size());
        }
    }

    private List<String> lines(String name) {
        return block("text " + name).lines().toList();
    }

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(block("hex " + name).replaceAll("\\s", ""));
    }

    private String block(String name) {
        Matcher block =
                Pattern.compile("```" + name + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).as("block %s", name).isTrue();
        return block.group(1);
    }
}

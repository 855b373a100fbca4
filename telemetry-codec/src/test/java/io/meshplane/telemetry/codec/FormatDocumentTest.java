package io.meshplane.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds docs/telemetry-format.md to its test vector. */
class FormatDocumentTest {
    private String document = "";

    @BeforeEach
    void readTheDocument() throws IOException {
        document = Files.readString(Path.of(System.getProperty("meshplane.root", ".."), "docs/telemetry-format.md"));
    }

    @Test
    void decodesTheBatchOfTheDocument() {
        Decoded decoded = BatchDecoder.decode(hexBlock("batch"), Limits.DEFAULT);

        assertThat(decoded).isEqualTo(new Decoded.Accepted(Batches.example()));
    }

    @Test
    void writesTheBodyOfTheDocument() {
        assertThat(BodyEncoder.encode(Batches.example())).isEqualTo(hexBlock("body"));
    }

    /** Lines of a fenced block: hex, then optionally two spaces and a remark. */
    private byte[] hexBlock(String name) {
        Matcher block =
                Pattern.compile("```hex " + name + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).as("block %s", name).isTrue();
        StringBuilder hex = new StringBuilder();
        block.group(1).lines().forEach(line -> hex.append(line.split(" {2}", 2)[0].replace(" ", "")));
        return HexFormat.of().parseHex(hex);
    }
}

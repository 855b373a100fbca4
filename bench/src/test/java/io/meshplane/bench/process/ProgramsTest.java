package io.meshplane.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void looksIntoAnUnpackedPackageBeforePath() throws Exception {
        Path program = folder.resolve("usr/bin/sh");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "");

        assertThat(Programs.find("sh", Optional.of(folder))).isPresent().get().isNotEqualTo(program);

        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(Programs.find("sh", Optional.of(folder))).contains(program);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(Programs.find("no-such-program-here", Optional.of(folder))).isEmpty();
    }
}

package io.meshplane.devstack.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {
    @TempDir
    Path folder;

    @Test
    void replacesAFileWhole() throws IOException {
        Path file = folder.resolve("zone");
        Durable.write(file, "long old text", Durable.PUBLIC);

        Durable.write(file, "new", Durable.PUBLIC);

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(f -> f.equals(file)).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void writesOverWhatAKilledWriterLeft() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file.resolveSibling("secret.new"), "half a sec");

        Durable.write(file, "secret", Durable.PRIVATE);

        assertThat(file).hasContent("secret");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Durable.PRIVATE);
    }

    @Test
    void throwsAwayAHalfMadeFolder() throws Exception {
        Files.createDirectories(folder.resolve("log.new.1/deep"));
        Files.writeString(folder.resolve("log.new.1/deep/half"), "");

        Durable.makeFolder(folder.resolve("log"), empty -> Files.writeString(empty.resolve("whole"), ""));

        assertThat(folder.resolve("log")).isDirectoryContaining("glob:**/whole");
        assertThat(folder.resolve("log/deep")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**/log.new.*");
    }

    @Test
    void makesNoFolderIfItsFillerFails() {
        Path log = folder.resolve("log");

        assertThatThrownBy(() -> Durable.makeFolder(log, empty -> {
                    Files.writeString(empty.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(log).doesNotExist();
    }

    @Test
    void leavesAFinishedFolderAlone() throws Exception {
        Path log = folder.resolve("log");
        Durable.makeFolder(log, empty -> Files.writeString(empty.resolve("first"), ""));

        Durable.makeFolder(log, empty -> Files.writeString(empty.resolve("second"), ""));

        assertThat(log).isDirectoryContaining("glob:**/first").isDirectoryNotContaining("glob:**/second");
    }

    @Test
    void makesASecretOnceAndForItsOwnerOnly() throws IOException {
        Secrets secrets = new Secrets(folder);

        String first = secrets.get("tsig.key", Secrets::random);

        assertThat(new Secrets(folder).get("tsig.key", Secrets::random))
                .isEqualTo(first)
                .hasSize(43);
        assertThat(Files.getPosixFilePermissions(secrets.path("tsig.key"))).isEqualTo(Durable.PRIVATE);
    }
}

package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary = Path.of("");

    @Test
    void claimsAFolderThatDoesNotExistOrIsEmpty() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        assertThat(DataFolder.claim(temporary.resolve("new")).isMarked()).isTrue();
        assertThat(DataFolder.claim(empty).isMarked()).isTrue();
    }

    @Test
    void refusesAFolderWithOtherFilesAndLeavesItAlone() throws IOException {
        Path foreign = Files.createDirectory(temporary.resolve("foreign"));
        Path precious = Files.writeString(foreign.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DataFolder.claim(foreign))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("is no data folder of Meshplane");
        assertThat(foreign).isDirectoryContaining(path -> path.equals(precious));
        assertThatThrownBy(() -> new DataFolder(foreign).deleteState()).isInstanceOf(IOException.class);
        assertThat(precious).exists();
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.claim(file)).isInstanceOf(UnusableException.class);
    }

    @Test
    void refusesASecondClaimWhileTheFirstHolds() throws Exception {
        Path path = temporary.resolve("data");
        DataFolder first = DataFolder.claim(path);

        assertThatThrownBy(() -> DataFolder.claim(path)).hasMessage("another ./meshplane up runs on " + path);
        assertThat(first.isClaimed()).isTrue();
    }

    @Test
    void deletesTheStateButNotTheCachesNorWhatLinksLeadTo() throws Exception {
        DataFolder folder = DataFolder.claim(temporary.resolve("data"));
        Path cache = Files.writeString(Files.createDirectories(folder.aot()).resolve("a.aot"), "");
        Path outside = Files.writeString(
                Files.createDirectory(temporary.resolve("outside")).resolve("file"), "");
        Files.createDirectories(folder.path().resolve("kafka/topic"));
        Files.createSymbolicLink(folder.path().resolve("kafka/link"), outside.resolveSibling("."));

        folder.deleteState();

        assertThat(folder.path().resolve("kafka")).doesNotExist();
        assertThat(cache).exists();
        assertThat(outside).exists();
        assertThat(folder.isMarked()).isTrue();
    }

    @Test
    void keepsTheLogOfTheStartBefore() throws Exception {
        DataFolder folder = DataFolder.claim(temporary.resolve("data"));
        Files.writeString(folder.freshLog("agent"), "first");

        Path log = folder.freshLog("agent");

        assertThat(log).doesNotExist();
        assertThat(log.resolveSibling("agent.log.1")).hasContent("first");
    }

    @Test
    void readsBackTheFactsItWrites() throws Exception {
        DataFolder folder = DataFolder.claim(temporary.resolve("data"));

        folder.writeRun("up.properties", Map.of("pid", "7"));

        assertThat(DataFolder.read(folder.run("up.properties")))
                .hasValueSatisfying(facts -> assertThat(facts).containsEntry("pid", "7"));
        assertThat(DataFolder.read(folder.run("nothing"))).isEmpty();
    }
}

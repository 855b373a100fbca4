package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BUILT = WRITTEN.plusSeconds(60);
    private static final Instant CHANGED = BUILT.plusSeconds(60);

    @TempDir
    private Path root = Path.of("");

    private Checkout checkout() {
        return new Checkout(root);
    }

    private List<String> stale() throws IOException {
        return new Build(checkout(), InstantSource.system()).stale(checkout().modules());
    }

    private void write(Path file, Instant when) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    /** A checkout in which everything is built. */
    @BeforeEach
    void buildAll() throws IOException {
        write(root.resolve("pom.xml"), WRITTEN);
        write(root.resolve("services/pom.xml"), WRITTEN);
        for (Checkout.Module module : checkout().modules()) {
            write(root.resolve(module.path()).resolve("src/main/java/A.java"), WRITTEN);
            write(root.resolve(module.path()).resolve("pom.xml"), WRITTEN);
            write(module.artifact(), BUILT);
        }
        // writing into a folder changes the folder
        try (Stream<Path> all = Files.walk(root)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(folder, FileTime.from(WRITTEN));
            }
        }
    }

    @Test
    void buildsNothingWhenAllIsBuilt() throws IOException {
        assertThat(stale()).isEmpty();
    }

    @Test
    void buildsAModuleWhoseArtifactIsMissing() throws IOException {
        Files.delete(checkout().agent());

        assertThat(stale()).containsExactly("edge/agent");
    }

    @Test
    void buildsWhatNeedsAChangedModuleToo() throws IOException {
        write(root.resolve("telemetry-codec/src/main/java/A.java"), CHANGED);

        assertThat(stale()).contains("telemetry-codec", "services/telemetry-ingest", "edge/agent");
        assertThat(stale()).doesNotContain("contracts", "devstack");
    }

    @Test
    void buildsAllWhenTheParentChanged() throws IOException {
        write(root.resolve("pom.xml"), CHANGED);

        assertThat(stale()).hasSameSizeAs(checkout().modules());
    }

    @Test
    void buildsAModuleFromWhichAFileWasDeleted() throws IOException {
        Path file = root.resolve("devstack/src/main/java/A.java");
        Files.delete(file);

        assertThat(stale()).contains("devstack");
    }

    @Test
    void buildsForABenchWhatItMeasuresAndNothingElse() throws IOException {
        List<String> stale =
                new Build(checkout(), InstantSource.system()).stale(checkout().benchModules());

        assertThat(stale).containsExactly("testkit", "simulation", "bench");
        assertThat(checkout().benchModules())
                .extracting(Checkout.Module::path)
                .contains(
                        "telemetry-codec",
                        "devstack",
                        "services/telemetry-ingest",
                        "services/payment-validator",
                        "services/sentinel",
                        "edge/agent")
                .doesNotContain("services/registry");
    }

    @Test
    void takesTheStampForMavensWordThatNothingHadToChange() throws IOException {
        write(root.resolve("edge/agent/pom.xml"), CHANGED);
        write(root.resolve("edge/agent/target/up.stamp"), CHANGED);

        assertThat(stale()).isEmpty();
    }
}

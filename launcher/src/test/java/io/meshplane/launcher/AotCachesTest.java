package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.launcher.AotCaches.Mode;
import io.meshplane.launcher.AotCaches.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCachesTest {
    @TempDir
    private Path temporary = Path.of("");

    private Path jar = Path.of("");
    private Path library = Path.of("");
    private AotCaches caches = new AotCaches(Path.of(""));

    @BeforeEach
    void makeAJar() throws IOException {
        jar = temporary.resolve("app.jar");
        library = Files.writeString(
                Files.createDirectory(temporary.resolve("lib")).resolve("b.jar"), "b");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/b.jar lib/absent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        caches = new AotCaches(temporary.resolve("aot"));
        caches.prepare();
    }

    private Program program(String... flags) {
        return new Program("app", jar, List.of(flags));
    }

    /** What a training run would do. */
    private void train(Program program) throws IOException {
        String flag = caches.flags(program, Mode.TRAIN).getFirst();
        Files.writeString(Path.of(flag.substring(flag.indexOf('=') + 1)), "cache");
        caches.adopt(List.of(program));
    }

    @Test
    void usesACacheOnceItIsMade() throws IOException {
        Program program = program("-Xmx64m");
        assertThat(caches.missing(List.of(program))).containsExactly(program);
        assertThat(caches.flags(program, Mode.USE)).isEmpty();

        train(program);

        assertThat(caches.missing(List.of(program))).isEmpty();
        assertThat(caches.flags(program, Mode.USE).getFirst()).startsWith("-XX:AOTCache=");
        assertThat(caches.flags(program, Mode.TRAIN).getFirst()).startsWith("-XX:AOTCache=");
        assertThat(caches.flags(program, Mode.OFF)).isEmpty();
    }

    @Test
    void wantsAnotherCacheForOtherFlags() throws IOException {
        train(program("-Xmx64m"));

        assertThat(caches.missing(List.of(program("-Xmx65m")))).hasSize(1);
    }

    @Test
    void wantsAnotherCacheWhenALibraryChanged() throws IOException {
        train(program());

        Files.setLastModifiedTime(library, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(caches.missing(List.of(program()))).hasSize(1);
    }

    @Test
    void throwsAwayWhatFitsNothingAnyMore() throws IOException {
        train(program("-Xmx64m"));
        train(program("-Xmx65m"));

        assertThat(temporary.resolve("aot")).isDirectoryContaining("glob:**.aot");
        assertThat(caches.missing(List.of(program("-Xmx64m")))).hasSize(1);
        assertThat(caches.missing(List.of(program("-Xmx65m")))).isEmpty();
    }
}

package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.meshplane.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTapTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Path log;

    @BeforeEach
    void name() {
        log = folder.resolve("messages");
    }

    @Test
    void bringsNewLinesOnlyAtItsVeryFirstStart() throws IOException {
        append("old\n");
        LogFileTap tap = tap(null);
        drain(tap);

        append("new\n");
        drain(tap);

        assertThat(lines).containsExactly("new");
    }

    @Test
    void bringsAllOfAFileThatWasNotThereYet() throws IOException {
        LogFileTap tap = tap(null);
        drain(tap);

        append("first\n");
        drain(tap);

        assertThat(lines).containsExactly("first");
    }

    @Test
    void waitsForTheEndOfALine() throws IOException {
        LogFileTap tap = begun();
        append("ha");
        drain(tap);
        assertThat(lines).isEmpty();

        append("lf\nERROR x\n");
        drain(tap);

        assertThat(lines).containsExactly("half", "ERROR x");
        assertThat(errors).containsExactly("ERROR x");
    }

    @Test
    void goesOnAfterARestartAtTheBeginningOfTheLineThatHadNoEnd() throws IOException {
        LogFileTap before = begun();
        append("one\ntw");
        drain(before);
        before.close();

        append("o\nthree\n");
        drain(tap(before.position()));

        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void readsARenamedFileToItsEndBeforeTheNewOne() throws IOException {
        LogFileTap tap = begun();
        append("one\n");
        drain(tap);
        Path old = rotate();
        append("three\n");
        Files.writeString(old, "two\n", StandardOpenOption.APPEND);

        Await.until("both files", DEADLINE, () -> {
            drain(tap);
            return lines.size() == 3;
        });

        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void findsAFileThatWasRenamedWhileNobodyFollowed() throws IOException {
        LogFileTap before = begun();
        append("one\n");
        drain(before);
        before.close();
        append("two\n");
        rotate();
        append("three\n");
        LogFileTap after = tap(before.position());

        Await.until("both files", DEADLINE, () -> {
            drain(after);
            return lines.size() == 3;
        });

        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void beginsAnewWhereTheOldFileIsGone() throws IOException {
        LogFileTap before = begun();
        append("one\n");
        drain(before);
        before.close();
        Path elsewhere = folder.resolve("kept-so-that-its-number-is-not-used-again");
        Files.move(log, elsewhere);
        append("two\n");

        drain(tap(before.position()));

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void beginsAnewInAFileThatWasEmptied() throws IOException {
        LogFileTap tap = begun();
        append("a rather long line\n");
        drain(tap);

        Files.writeString(log, "short\n");
        drain(tap);

        assertThat(lines).containsExactly("a rather long line", "short");
    }

    @Test
    void noticesThatAFileWasEmptiedAndHasGrownBeyondWhereItWas() throws IOException {
        LogFileTap tap = begun();
        append("a line\n");
        drain(tap);

        Files.writeString(log, "another line, and longer\nand one more\n");
        drain(tap);

        assertThat(lines).containsExactly("a line", "another line, and longer", "and one more");
    }

    @Test
    void followsNothingButARegularFile() throws IOException {
        Files.createDirectory(log);

        assertThatIOException().isThrownBy(() -> drain(tap(null))).withMessageContaining("no regular file");
    }

    @Test
    void doesNotFollowWhatTheAgentWrites() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("fd1"), log);
        append("started\n");
        LogFileTap tap = new LogFileTap(log, null, List.of(folder.resolve("fd0"), link));

        assertThatIOException().isThrownBy(() -> drain(tap)).withMessageContaining("agent itself writes");
    }

    @Test
    void leavesOutTheAgentsOwnLinesInTheLogOfTheSystem() throws IOException {
        LogFileTap tap = begun();

        long pid = ProcessHandle.current().pid();
        append("Jun 20 18:00:00 gw agent[" + pid + "]: hello\nJun 20 18:00:00 gw babeld[" + pid + "1]: hello\n");
        drain(tap);

        assertThat(lines).containsExactly("Jun 20 18:00:00 gw babeld[" + pid + "1]: hello");
    }

    @Test
    void takesADamagedPositionForNone() throws IOException {
        append("old\n");
        LogFileTap tap = tap("file of worms");
        drain(tap);
        append("new\n");
        drain(tap);

        assertThat(lines).containsExactly("new");
    }

    @Test
    void bringsEveryLineOnceWhateverHappens() throws IOException {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        LogFileTap tap = begun();
        int written = 0;
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    drain(tap);
                    tap.close();
                    tap = tap(tap.position());
                }
                case 1 -> {
                    drain(tap); // what is emptied unread is gone
                    Files.writeString(log, "");
                    drain(tap);
                }
                case 2 -> tap.close();
                default -> {
                    for (int n = random.nextInt(1, 300); n > 0; n--) append("line " + written++ + "\n");
                }
            }
            drain(tap);
        }

        assertThat(lines)
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        IntStream.range(0, written).mapToObj(i -> "line " + i).toList());
    }

    private LogFileTap begun() throws IOException {
        append("");
        LogFileTap tap = tap(null);
        drain(tap);
        return tap;
    }

    private LogFileTap tap(@Nullable String position) {
        return new LogFileTap(log, position);
    }

    private Path rotate() throws IOException {
        Path old = folder.resolve("messages.1");
        Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
        return old;
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void drain(LogFileTap tap) throws IOException {
        boolean more = true;
        while (more) {
            more = tap.poll((line, error) -> {
                String text = new String(line, StandardCharsets.UTF_8);
                lines.add(text);
                if (error) errors.add(text);
            });
        }
    }
}

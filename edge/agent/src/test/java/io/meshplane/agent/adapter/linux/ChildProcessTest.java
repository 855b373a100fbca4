package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    @Test
    void bringsWhatAProgramSaysComplaintsIncluded() throws IOException, InterruptedException {
        ChildProcess.Answer answer = sh("echo out; echo err >&2; exit 3", 10_000, 1_000);

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo("out\nerr\n");
    }

    @Test
    void bringsALongAnswerWhole() throws IOException, InterruptedException {
        ChildProcess.Answer answer = sh("head -c 200000 /dev/zero", 10_000, 1 << 20);

        assertThat(answer.bytes()).hasSize(200_000);
    }

    @Test
    void givesUpAProgramThatSaysTooMuch() {
        assertThatIOException()
                .isThrownBy(() -> sh("cat /dev/zero", 10_000, 64 << 10))
                .withMessage("sh says more than 65536 bytes");
    }

    @Test
    void givesUpAProgramThatNeverEnds() {
        assertThatIOException()
                .isThrownBy(() -> sh("echo begun; exec sleep 1000", 100, 1_000))
                .withMessage("sh does not answer");
    }

    @Test
    void saysThatAProgramIsNotThere() {
        assertThatExceptionOfType(SourceAbsentException.class)
                .isThrownBy(() -> ChildProcess.run(List.of("no-such-program"), 100, 100))
                .withMessageContaining("no-such-program");
    }

    @Test
    void endsWhenItIsInterrupted() {
        AtomicReference<Exception> ended = new AtomicReference<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                sh("exec sleep 1000", 600_000, 100);
            } catch (IOException | InterruptedException e) {
                ended.set(e);
            }
            done.complete(null);
        });

        thread.interrupt();

        done.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    private static ChildProcess.Answer sh(String script, long deadlineMs, int maxBytes)
            throws IOException, InterruptedException {
        return ChildProcess.run(List.of("sh", "-c", script), deadlineMs, maxBytes);
    }
}

package io.meshplane.testkit.router;

import io.meshplane.testkit.Await;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndOfInputTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Would wait for ever. */
    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            EndOfInput.endsThisProcess();
            System.out.println("waits");
            Thread.currentThread().join();
        }

        private Waiting() {}
    }

    @Test
    void aProcessEndsWithTheInputThatItsParentHeld() throws Exception {
        File said = folder.resolve("said").toFile();
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectOutput(said)
                .start();
        Await.until("it waits", DEADLINE, () -> said.length() > 0 && child.isAlive());

        child.getOutputStream().close(); // as the kernel does when the parent is killed

        Await.until("its end", DEADLINE, () -> !child.isAlive());
    }
}

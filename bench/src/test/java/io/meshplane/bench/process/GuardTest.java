package io.meshplane.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> SLEEP = List.of("sleep", "600");

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void endsWhatStillRunsAndDeletesItsFolder() throws Exception {
        Guard guard = Guard.begin();
        Child child = Child.start("sleep", SLEEP, Map.of(), guard);

        guard.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(guard.folder()).doesNotExist();
    }

    @Test
    void leavesAloneWhoseEndItHasSeen() throws Exception {
        try (Guard guard = Guard.begin()) {
            Child first = Child.start("first", SLEEP, Map.of(), guard);
            Child second = Child.start("second", SLEEP, Map.of(), guard);

            first.close();

            assertThat(first.isAlive()).isFalse();
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void showsTheLastWordsOfAChild() throws Exception {
        try (Guard guard = Guard.begin();
                Child child =
                        Child.start("talker", List.of("sh", "-c", "echo hello $NAME"), Map.of("NAME", "you"), guard)) {
            Await.until("it spoke", LIMIT, () -> child.lastWords().equals("hello you"));
        }
    }

    /** What is killed here: it has a child and says where. */
    public static final class Owner {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Guard guard = Guard.begin();
            Child child = Child.start("sleep", SLEEP, Map.of(), guard);
            System.out.println(child.pid() + " " + guard.folder());
            Thread.currentThread().join();
        }
    }

    @Test
    void endsChildrenOfAProcessThatIsKilled() throws Exception {
        Process owner = new ProcessBuilder(
                        Programs.java(), "-cp", System.getProperty("java.class.path"), Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] facts;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            facts = output.readLine().split(" ", 2);
            assertThat(isAlive(Long.parseLong(facts[0]))).isTrue();

            owner.destroyForcibly().waitFor();
        }

        Await.until("the child is gone", LIMIT, () -> !isAlive(Long.parseLong(facts[0])));
        Await.until("the folder is gone", LIMIT, () -> !Files.exists(Path.of(facts[1])));
    }
}

package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("meshplane.root", "..")).resolve("meshplane");

    @TempDir
    private Path temporary = Path.of("");

    private record Outcome(int exitCode, String output) {}

    private Outcome run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(script.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(temporary.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    @Test
    void runsFromAnywhereAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("mp"), SCRIPT);

        assertThat(run(link, Map.of())).isEqualTo(new Outcome(0, CommandLine.USAGE));
    }

    @Test
    void passesTheExitCodeAndOneSentenceOn() throws Exception {
        Outcome outcome = run(SCRIPT, Map.of(), "upp");

        assertThat(outcome.exitCode()).isEqualTo(UnusableException.USAGE);
        assertThat(outcome.output()).startsWith("meshplane: no command is called upp\n");
    }

    @Test
    void doesNotTakeAnOldJdk() throws Exception {
        Path old = temporary.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Path file =
                    Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\necho old JDK taken\nexit 9\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

        Outcome outcome =
                run(SCRIPT, Map.of("JAVA_HOME", old.toString(), "JDK25_HOME", System.getProperty("java.home")));

        assertThat(outcome.output()).isEqualTo(CommandLine.USAGE);
    }
}

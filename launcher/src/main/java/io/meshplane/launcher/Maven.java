package io.meshplane.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Maven of this machine.
 *
 * @param program its {@code mvn}
 */
record Maven(Path program) {
    static final String OLDEST = "3.8.6";

    private static final Pattern VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");

    static Optional<Maven> find() {
        return Programs.find("mvn").map(Maven::new);
    }

    /** As it says itself, such as 3.9.9; empty if it cannot say. */
    Optional<String> version() {
        try {
            Process process = new ProcessBuilder(program.toString(), "-v")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                Matcher version = VERSION.matcher(new String(output.readAllBytes(), StandardCharsets.UTF_8));
                return version.find()
                        ? Optional.of(version.group(1) + "." + version.group(2) + "." + version.group(3))
                        : Optional.empty();
            }
        } catch (IOException noProgram) {
            return Optional.empty();
        }
    }

    /** Whether a version of three numbers is not older than {@link #OLDEST}. */
    static boolean isNewEnough(String version) {
        String[] needed = OLDEST.split("\\.");
        String[] given = version.split("\\.");
        for (int i = 0; i < needed.length; i++) {
            int difference = Integer.compare(Integer.parseInt(given[i]), Integer.parseInt(needed[i]));
            if (difference != 0) return difference > 0;
        }
        return true;
    }

    /** Packages modules and what they need, without tests and gates; output goes to a file. */
    Process pack(Checkout checkout, List<String> modules, Path log) throws IOException {
        List<String> words = new ArrayList<>(
                List.of(program.toString(), "-B", "-Dquick", "-Dmaven.test.skip=true", "-DskipTests", "-am", "-pl"));
        words.add(String.join(",", modules));
        words.add("package");
        Files.createDirectories(checkout.root().resolve("launcher/target"));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(checkout.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}

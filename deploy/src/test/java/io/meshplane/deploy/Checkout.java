package io.meshplane.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout. */
final class Checkout {
    private static final Path ROOT = find();

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String relative) {
        return text(path(relative));
    }

    /** Regular files under a folder whose name ends so, in order; none if there is no such folder. */
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find() {
        String given = System.getProperty("meshplane.root");
        Path folder = given == null ? Path.of("").toAbsolutePath() : Path.of(given);
        while (folder != null && !Files.exists(folder.resolve("docker-compose.yml"))) folder = folder.getParent();
        if (folder == null) throw new IllegalStateException("not inside a checkout");
        return folder;
    }

    private Checkout() {}
}

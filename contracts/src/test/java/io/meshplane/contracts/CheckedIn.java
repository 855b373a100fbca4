package io.meshplane.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A generated file of the checkout that a test holds the code to; {@code -Dmeshplane.update=true} rewrites it. */
public record CheckedIn(String path) {
    public static final boolean UPDATE = Boolean.getBoolean("meshplane.update");

    public String text() {
        try {
            return Files.exists(file()) ? Files.readString(file()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines() {
        return text().lines().toList();
    }

    public void write(String text) {
        try {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return Path.of(System.getProperty("meshplane.root", ".."), path);
    }
}

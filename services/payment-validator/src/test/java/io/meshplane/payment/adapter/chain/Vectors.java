package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What anvil told, as files. */
final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path FOLDER = Path.of("src/test/resources/vectors");

    static JsonNode read(String name) {
        try {
            return JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is told now, if {@code -Dmeshplane.update=true} says so. */
    static void keep(String name, JsonNode told) throws IOException {
        if (!Boolean.getBoolean("meshplane.update")) return;
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(name + ".json"), JSON.writeValueAsString(told) + "\n");
    }

    private Vectors() {}
}

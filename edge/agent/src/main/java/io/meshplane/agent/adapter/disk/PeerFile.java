package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.PeerLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What was learned of peers' names, kept over restarts. */
public final class PeerFile {
    private final Path file;

    /** @param file need not be there */
    public PeerFile(Path file) {
        this.file = file;
    }

    /** Node ids by public key; none if there is no file. */
    public Map<String, String> read() throws IOException {
        return Files.isRegularFile(file)
                ? PeerLines.read(Files.readAllLines(file, StandardCharsets.ISO_8859_1))
                : Map.of();
    }

    /** Replaces all of them. */
    public void write(Map<String, String> nodes) throws IOException {
        DurableFiles.write(file, PeerLines.write(nodes).getBytes(StandardCharsets.US_ASCII));
    }
}

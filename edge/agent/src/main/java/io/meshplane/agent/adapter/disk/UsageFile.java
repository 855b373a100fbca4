package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.usage.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Usage counters that are not acknowledged, a line each; whole or absent, never half. */
public final class UsageFile {
    private static final String NO_PEER = "-";

    private final Path file;

    public UsageFile(Path file) {
        this.file = file;
    }

    /** What was kept; lines that are damaged are left out. */
    public List<Usage> read() throws IOException {
        if (!Files.exists(file)) return List.of();
        List<Usage> kept = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            Usage usage = usage(line.split(" "));
            if (usage != null) kept.add(usage);
        }
        return kept;
    }

    public void write(List<Usage> usage) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Usage one : usage) {
            String peer = one.peerId() == null ? NO_PEER : one.peerId();
            text.append(one.interfaceName()).append(' ').append(peer);
            text.append(' ').append(Long.toHexString(one.epoch()));
            text.append(' ').append(Long.toUnsignedString(one.sentBytes()));
            text.append(' ').append(Long.toUnsignedString(one.receivedBytes())).append('\n');
        }
        DurableFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Usage usage(String[] words) {
        if (words.length != 5) return null;
        try {
            return new Usage(
                    words[0],
                    words[1].equals(NO_PEER) ? null : words[1],
                    Long.parseUnsignedLong(words[2], 16),
                    Long.parseUnsignedLong(words[3]),
                    Long.parseUnsignedLong(words[4]));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

package io.meshplane.agent.adapter.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files of /proc and /sys that tell about the host. */
final class HostFolder {
    private static final int MAX_BYTES = 1 << 20;

    private final Path root;

    HostFolder(Path root) {
        this.root = root;
    }

    /**
     * A file that every Linux has.
     *
     * @throws IOException if it cannot be read
     */
    String need(String path) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /** A file that may be missing, as in containers or on hosts without that device. */
    Optional<String> read(String path) {
        try {
            return Optional.of(need(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether there is such a file or folder. */
    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The kernel's number of each network interface. */
    Map<String, Integer> interfaceIndexes() {
        Map<String, Integer> indexes = new HashMap<>();
        for (String name : names("sys/class/net", "*")) {
            read("sys/class/net/" + name + "/ifindex").ifPresent(text -> {
                if (text.strip().matches("[0-9]{1,9}")) indexes.put(name, Integer.parseInt(text.strip()));
            });
        }
        return indexes;
    }

    /** Names in a folder that match a glob; none if there is no such folder. */
    Iterable<String> names(String folder, String glob) {
        Map<String, Boolean> names = new HashMap<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(root.resolve(folder), glob)) {
            paths.forEach(path -> names.put(path.getFileName().toString(), true));
        } catch (IOException e) {
            return names.keySet();
        }
        return names.keySet();
    }
}

package io.meshplane.devstack.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** The folder {@code secrets} of a data folder: one file per secret, made at first use, mode 0600. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    /** @param dataFolder the folder given by {@code --data} */
    public Secrets(Path dataFolder) {
        this.folder = dataFolder.toAbsolutePath().resolve("secrets");
    }

    /** The secret's text without the line end; {@code first} makes it if it is not there yet. */
    public synchronized String get(String name, Supplier<String> first) throws IOException {
        Path file = path(name);
        if (!Files.exists(file)) Durable.write(file, first.get() + "\n", Durable.PRIVATE);
        return Files.readString(file).strip();
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /** 256 random bits, base64url: needs no quoting in SQL, URLs, shells or property files. */
    public static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(32));
    }

    public static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}

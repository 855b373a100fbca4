package io.meshplane.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Ahead-of-time caches of the JVM (JEP 483, 514): a training run writes one per program, later starts read it. A cache belongs
 * to one JDK, one class path and one set of flags, so these are in its name; the JVM starts without one that does not fit.
 */
final class AotCaches {
    private static final String SUFFIX = ".aot";
    private static final String UNFINISHED = ".new";

    /** What is done about caches. */
    enum Mode {
        OFF,
        /** Programs that have a cache read it. */
        USE,
        /** Programs that have none write it when they end. */
        TRAIN
    }

    /**
     * A Java program.
     *
     * @param name of its cache
     * @param jar run by {@code -jar}
     * @param flags of the JVM
     */
    record Program(String name, Path jar, List<String> flags) {
        Program {
            flags = List.copyOf(flags);
        }
    }

    private final Path folder;

    AotCaches(Path folder) {
        this.folder = folder;
    }

    List<Program> missing(List<Program> programs) throws IOException {
        List<Program> missing = new ArrayList<>();
        for (Program program : programs) {
            if (!Files.exists(cache(program))) missing.add(program);
        }
        return missing;
    }

    /** Flags that this mode adds to a program's own. */
    List<String> flags(Program program, Mode mode) throws IOException {
        Path cache = cache(program);
        return switch (mode) {
            case OFF -> List.of();
            case USE -> Files.exists(cache) ? reading(cache) : List.of();
            case TRAIN -> Files.exists(cache) ? reading(cache) : List.of("-XX:AOTCacheOutput=" + cache + UNFINISHED);
        };
    }

    private static List<String> reading(Path cache) {
        // auto, the default: a cache that does not fit is left aside; errors only, since that is no fault
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=error");
    }

    /** Takes over what a training run has written, and throws away caches that nothing fits any more. */
    void adopt(List<Program> programs) throws IOException {
        List<Path> kept = new ArrayList<>();
        for (Program program : programs) {
            Path cache = cache(program);
            Path written = Path.of(cache + UNFINISHED);
            if (Files.exists(written)) Files.move(written, cache, StandardCopyOption.ATOMIC_MOVE);
            kept.add(cache);
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!kept.contains(file)) Files.deleteIfExists(file);
            }
        }
    }

    /** Makes the folder, without what a killed training run left. */
    void prepare() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith(SUFFIX)) Files.deleteIfExists(file);
            }
        }
    }

    private Path cache(Program program) throws IOException {
        return folder.resolve(program.name() + "-" + key(program) + SUFFIX);
    }

    private static String key(Program program) throws IOException {
        StringBuilder facts = new StringBuilder(System.getProperty("java.vm.version"))
                .append('\n')
                .append(System.getProperty("java.home"))
                .append('\n')
                .append(program.flags());
        for (Path jar : classPath(program.jar())) {
            if (!Files.exists(jar)) continue;
            facts.append('\n').append(jar).append(' ').append(Files.size(jar));
            facts.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The jar and what its manifest names. */
    private static Iterable<Path> classPath(Path jar) throws IOException {
        TreeMap<String, Path> paths = new TreeMap<>();
        paths.put("", jar);
        if (!Files.exists(jar)) return paths.values();
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null) return paths.values();
            String entries = manifest.getMainAttributes().getValue("Class-Path");
            if (entries == null) return paths.values();
            for (String entry : entries.strip().split("\\s+")) paths.put(entry, jar.resolveSibling(entry));
        }
        return paths.values();
    }
}

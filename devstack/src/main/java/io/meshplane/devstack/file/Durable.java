package io.meshplane.devstack.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders that are either there in full or not at all, whenever the process is killed. */
public final class Durable {
    private static final Logger LOG = LoggerFactory.getLogger(Durable.class);

    /** Read and written by the owner only. */
    public static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    /** Read by anyone, written by the owner. */
    public static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    /** Fills an empty folder. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path emptyFolder) throws Exception;
    }

    /** Replaces a file's text; it is on the disk when this returns. One writer per file at a time. */
    public static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        Path parent = file.resolveSibling("").toAbsolutePath();
        Files.createDirectories(parent);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(permissions);
        try (FileChannel channel =
                FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(parent);
    }

    /** Makes a folder with its content, unless it is there already; what an interrupted predecessor left is thrown away. */
    public static void makeFolder(Path folder, Filler filler) throws Exception {
        if (Files.isDirectory(folder)) return;
        Path parent = folder.resolveSibling("").toAbsolutePath();
        Files.createDirectories(parent);
        String prefix = folder.getFileName() + ".new.";
        deleteLeftovers(parent, prefix);
        // a name of its own: the programs that a killed process had started may go on writing into theirs
        Path beside = Files.createTempDirectory(parent, prefix);
        filler.fill(beside);
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parent);
    }

    private static void deleteLeftovers(Path parent, String prefix) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> siblings = Files.list(parent)) {
            leftovers = siblings.filter(
                            sibling -> sibling.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path leftover : leftovers) {
            try {
                deleteTree(leftover);
            } catch (DirectoryNotEmptyException stillWrittenTo) {
                LOG.info("leftover stays until the next start folder={}", leftover);
            }
        }
    }

    /** Deletes a folder with all in it; nothing happens if it is not there. Links are deleted, not followed. */
    public static void deleteTree(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                    if (failure != null) throw failure;
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // nothing to delete
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        // a rename is durable once its folder is; Java opens folders for reading on every system that has POSIX modes
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Durable() {}
}

package io.meshplane.devstack.postgres;

import io.meshplane.devstack.file.Durable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the archive that the build put on the class path. */
final class PostgresBinaries {
    /** Unpacks at first use. The folder is named after the version, so a new one is unpacked beside the old. */
    static Path unpack(Path parent) throws Exception {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        ClassLoader loader = PostgresBinaries.class.getClassLoader();
        var resource = loader.getResource(archive);
        if (resource == null)
            throw new IOException("no PostgreSQL for this machine: " + archive + " is not on the class path");
        String version = resource.getPath().replaceFirst(".*-([0-9.]+)\\.jar!.*", "$1");
        Path home = parent.resolve("postgres-" + version);
        Files.createDirectories(parent);
        Durable.makeFolder(home, empty -> {
            try (InputStream in = new BufferedInputStream(resource.openStream(), 1 << 16)) {
                extract(in, empty);
            }
        });
        return home;
    }

    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String arch = osArch.equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static void extract(InputStream txz, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(txz))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder))
                    throw new IOException("archive entry leaves its folder: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private PostgresBinaries() {}
}

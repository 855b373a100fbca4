package io.meshplane.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds what is not built: modules whose artifact is missing, or whose sources are newer than their last build. */
final class Build {
    private static final int LAST_LINES = 25;

    private final Checkout checkout;
    private final InstantSource clock;

    Build(Checkout checkout, InstantSource clock) {
        this.checkout = checkout;
        this.clock = clock;
    }

    /** Paths of those of the modules to build, in order: that changed, or that need one that changed. */
    List<String> stale(List<Checkout.Module> modules) throws IOException {
        Instant parents = newest(
                List.of(checkout.root().resolve("pom.xml"), checkout.root().resolve("services/pom.xml")));
        List<String> stale = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (Checkout.Module module : modules) {
            if (isStale(module, parents) || module.needs().stream().anyMatch(changed::contains)) {
                changed.add(module.path());
                stale.add(module.path());
            }
        }
        return stale;
    }

    private boolean isStale(Checkout.Module module, Instant parents) throws IOException {
        if (!Files.exists(module.artifact())) return true;
        Path folder = checkout.root().resolve(module.path());
        Instant built = newest(List.of(module.artifact(), stamp(module.path())));
        return newest(List.of(folder.resolve("src/main"), folder.resolve("pom.xml")))
                        .isAfter(built)
                || parents.isAfter(built);
    }

    /** The newest change of a file, or of anything in a folder; what is not there is as old as can be. */
    private static Instant newest(List<Path> roots) throws IOException {
        Instant newest = Instant.MIN;
        for (Path root : roots) {
            if (!Files.exists(root)) continue;
            try (Stream<Path> all = Files.walk(root)) {
                Instant here = all.map(Build::changedAt).max(Instant::compareTo).orElse(Instant.MIN);
                if (here.isAfter(newest)) newest = here;
            } catch (UncheckedIOException changedMeanwhile) {
                return Instant.MAX;
            }
        }
        return newest;
    }

    private static Instant changedAt(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException gone) {
            return Instant.MAX;
        }
    }

    /** Maven leaves an artifact alone that would come out the same: this file tells that it was looked at. */
    private Path stamp(String module) {
        return checkout.root().resolve(module).resolve("target/up.stamp");
    }

    /** @throws UnusableException with the end of Maven's log, if the build fails */
    void build(List<String> modules, Progress progress) throws IOException, InterruptedException, UnusableException {
        Maven maven = Maven.find()
                .orElseThrow(() -> new UnusableException(
                        UnusableException.FAILED, "Maven is missing: ./meshplane doctor says how to get it"));
        Instant begun = clock.instant();
        Path log = checkout.root().resolve("launcher/target/build.log");
        Process process = maven.pack(checkout, modules, log);
        Thread ended = new Thread(process::destroy, "end-maven");
        Runtime.getRuntime().addShutdownHook(ended);
        follow(process, log, begun, progress);
        Runtime.getRuntime().removeShutdownHook(ended);
        Duration took = Duration.between(begun, clock.instant());
        if (process.exitValue() != 0) {
            progress.say("the build failed after " + Progress.seconds(took) + ":");
            lastLines(log).forEach(line -> progress.say("  " + line));
            throw new UnusableException(UnusableException.FAILED, "the build failed; the whole log is " + log);
        }
        for (String module : modules) {
            Files.writeString(stamp(module), "");
            Files.setLastModifiedTime(stamp(module), FileTime.from(begun)); // what changes meanwhile is built next time
        }
        progress.say("built " + String.join(", ", modules) + " in " + Progress.seconds(took));
    }

    private void follow(Process process, Path log, Instant begun, Progress progress)
            throws IOException, InterruptedException {
        try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
            MavenProgress far = MavenProgress.NONE;
            StringBuilder unfinished = new StringBuilder();
            boolean running = true;
            while (running) {
                running = !process.waitFor(300, TimeUnit.MILLISECONDS);
                far = advance(far, lines, unfinished);
                String elapsed = Progress.seconds(Duration.between(begun, clock.instant()));
                progress.show("building: " + far.inWords(), elapsed);
            }
        }
    }

    private static MavenProgress advance(MavenProgress before, RandomAccessFile lines, StringBuilder unfinished)
            throws IOException {
        MavenProgress far = before;
        byte[] bytes = new byte[8192];
        for (int count = lines.read(bytes); count > 0; count = lines.read(bytes)) {
            unfinished.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n")) {
                far = far.after(unfinished.substring(0, end));
                unfinished.delete(0, end + 1);
            }
        }
        return far;
    }

    private static List<String> lastLines(Path log) throws IOException {
        List<String> errors = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("[ERROR]"))
                .toList();
        return errors.subList(0, Math.min(errors.size(), LAST_LINES));
    }
}

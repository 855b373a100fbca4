package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An authoritative name server of Debian's in a folder of its own. */
record NameServerProcess(Child child, int port) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Path SBIN = Path.of("/usr/sbin");

    /** What a server is told to begin with; the port is free at this moment. */
    @FunctionalInterface
    interface Setup {
        /** @return the command */
        List<String> write(Path folder, int port) throws IOException, InterruptedException, Unusable;
    }

    /** Where a server's program is; such programs lie where users do not look. */
    static Optional<Path> program(String name) {
        return Programs.find(name, Optional.of(SBIN));
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param question a name that it knows
     */
    static NameServerProcess start(String name, Guard guard, String question, Setup setup)
            throws IOException, InterruptedException, Unusable {
        Path folder = Files.createDirectory(guard.folder().resolve(name));
        int port = Programs.freePort();
        Child child = Child.start(name + "-server", setup.write(folder, port), Map.of(), guard);
        try (DnsPoll poll = new DnsPoll(port, question)) {
            Readiness.await(child, START_LIMIT, () -> !poll.addresses().isEmpty());
        } catch (InterruptedException | Unusable failure) {
            child.close();
            throw failure;
        }
        return new NameServerProcess(child, port);
    }

    /** Runs a program to its end. */
    static void run(Path folder, String input, List<String> command)
            throws IOException, InterruptedException, Unusable {
        Path said = folder.resolve("said.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        if (process.waitFor() != 0) {
            throw new Unusable(Unusable.FAILED, command.getFirst() + " failed: " + Files.readString(said));
        }
    }

    @Override
    public void close() {
        child.close();
    }
}

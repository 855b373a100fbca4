package io.meshplane.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bench}: builds what is measured, and runs the bench in a process that has the libraries for it. */
final class BenchCommand {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmx3g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Checkout checkout;
    private final Session session;
    private final InstantSource clock;

    BenchCommand(Checkout checkout, Session session, InstantSource clock) {
        this.checkout = checkout;
        this.session = session;
        this.clock = clock;
    }

    /** @return exit code of the bench */
    int run(List<String> words) throws IOException, InterruptedException, UnusableException {
        Build build = new Build(checkout, clock);
        List<String> stale = build.stale(checkout.benchModules());
        // figures alone go to standard output: programs read them
        if (!stale.isEmpty()) build.build(stale, new Progress(System.err, false, clock));
        ProcessBuilder bench = new ProcessBuilder(command(words)).inheritIO();
        bench.environment()
                .putAll(Map.of(
                        "MESHPLANE_PARENT_PID",
                        String.valueOf(ProcessHandle.current().pid())));
        Process running = bench.start();
        session.atEnd(() -> end(running));
        return running.waitFor();
    }

    private List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Dmeshplane.root=" + checkout.root());
        command.add("-jar");
        command.add(checkout.bench().toString());
        command.addAll(words);
        return command;
    }

    /** It ends its own children first. */
    private static void end(Process running) {
        running.destroy();
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.meshplane.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code verify}: builds the verifier of evidence if need be, and runs it in a process that has its one library. */
final class VerifyCommand {
    private static final String PROGRAM = "io.meshplane.chain.evidence.Verify";

    private final Checkout checkout;
    private final InstantSource clock;

    VerifyCommand(Checkout checkout, InstantSource clock) {
        this.checkout = checkout;
        this.clock = clock;
    }

    /** @return exit code: 0 verified, 1 refuted, 2 not usable */
    int run(List<String> words) throws IOException, InterruptedException, UnusableException {
        Build build = new Build(checkout, clock);
        List<String> stale = build.stale(checkout.verifyModules());
        if (!stale.isEmpty()) build.build(stale, new Progress(System.err, false, clock));
        return new ProcessBuilder(command(words)).inheritIO().start().waitFor();
    }

    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
        command.add(checkout.libraries().resolve("*").toString());
        command.add(PROGRAM);
        command.addAll(words);
        return command;
    }
}

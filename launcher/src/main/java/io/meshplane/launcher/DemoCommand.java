package io.meshplane.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** {@code demo}: starts a system of its own and tells the story on it, in a process that has the libraries for it. */
final class DemoCommand {
    private static final int MESH = 6;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Checkout checkout;
    private final Session session;
    private final Progress progress;
    private final PrintStream out;
    private final InstantSource clock;

    DemoCommand(Checkout checkout, Session session, Progress progress, PrintStream out, InstantSource clock) {
        this.checkout = checkout;
        this.session = session;
        this.progress = progress;
        this.out = out;
        this.clock = clock;
    }

    /** @return exit code: 0 if all of the story happened */
    int run(Optional<Path> attachedTo) throws IOException, InterruptedException, UnusableException {
        if (attachedTo.isPresent()) {
            DataFolder folder = new DataFolder(attachedTo.get());
            if (!isRunning(folder)) {
                throw new UnusableException(UnusableException.TAKEN, "no ./meshplane up runs on " + folder.path());
            }
            new Startup(checkout, session, progress, clock).build();
            return tell(folder);
        }
        Path data = Files.createTempDirectory("meshplane-demo-");
        session.atEnd(() -> delete(data));
        return withOwnSystem(data);
    }

    private static boolean isRunning(DataFolder folder) {
        return DataFolder.read(folder.run(Up.FACTS))
                .flatMap(facts -> ProcessHandle.of(Long.parseLong(facts.getProperty("pid", "0"))))
                .isPresent();
    }

    private static void delete(Path data) {
        try {
            DataFolder.deleteTree(data);
        } catch (IOException failure) {
            System.err.println("meshplane: " + failure);
        }
    }

    private int withOwnSystem(Path data) throws IOException, InterruptedException, UnusableException {
        UpOptions options = new UpOptions(
                MESH,
                Optional.of(checkout.demoTopology()),
                data,
                false,
                PortPlan.of(Ports.free(PortPlan.size())),
                true,
                true);
        Startup startup = new Startup(checkout, session, progress, clock);
        DataFolder folder = startup.claim(options);
        startup.build();
        // caches of the standard folder serve here too: they hold classes, no state
        SystemPlan plan =
                startup.plan(folder, options, new AotCaches(checkout.data().resolve("aot")));
        Supervisor system = new Supervisor(plan.parts(), folder, clock);
        Instant begun = clock.instant();
        session.start(system, Supervisor.STOP_LIMIT);
        folder.writeRun(Up.FACTS, plan.facts());
        String topic = "starting a system of its own with " + MESH + " simulated routers";
        if (!startup.awaitHealthy(system, topic, START_LIMIT)) {
            throw new UnusableException(
                    UnusableException.FAILED,
                    "the system did not start: " + system.firstComplaint().orElse(""));
        }
        progress.say("the system runs after " + Progress.seconds(Duration.between(begun, clock.instant())));
        return tell(folder);
    }

    private int tell(DataFolder folder) throws IOException, InterruptedException {
        out.flush();
        Process story = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-jar",
                        checkout.demo().toString(),
                        folder.run(Up.FACTS).toString())
                .inheritIO()
                .start();
        session.atEnd(story::destroy);
        return story.waitFor();
    }
}

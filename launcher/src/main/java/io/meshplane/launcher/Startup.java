package io.meshplane.launcher;

import io.meshplane.launcher.AotCaches.Mode;
import io.meshplane.launcher.AotCaches.Program;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The way from a checkout to a system that can be started: checks, builds, makes caches. */
final class Startup {
    private static final Duration TRAINING_START = Duration.ofMinutes(3);
    private static final Duration TRAINING_STOP = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Checkout checkout;
    private final Session session;
    private final Progress progress;
    private final InstantSource clock;

    Startup(Checkout checkout, Session session, Progress progress, InstantSource clock) {
        this.checkout = checkout;
        this.session = session;
        this.progress = progress;
        this.clock = clock;
    }

    /** Claims the folder and checks that all that will be needed is free. */
    DataFolder claim(UpOptions options) throws IOException, InterruptedException, UnusableException {
        DataFolder folder = DataFolder.claim(options.data());
        Leftovers.await(folder, progress);
        Ports.requireFree(options.ports(), Leftovers.portsToTakeOver(folder));
        if (options.fresh()) {
            Leftovers.endPostgres(folder);
            folder.deleteState();
            progress.say("deleted the state in " + folder.path());
        }
        return folder;
    }

    void build() throws IOException, InterruptedException, UnusableException {
        List<String> stale = new Build(checkout, clock).stale(checkout.modules());
        if (!stale.isEmpty()) new Build(checkout, clock).build(stale, progress);
    }

    /** The system of these options, with the caches that there are. */
    SystemPlan plan(DataFolder folder, UpOptions options, AotCaches caches) {
        return new SystemPlan(checkout, folder, options, caches, options.aot() ? Mode.USE : Mode.OFF);
    }

    /**
     * Makes the start-up caches that are missing, by one start and stop of the whole system. What goes wrong here is told and
     * costs time at later starts, nothing else.
     */
    void train(DataFolder folder, UpOptions options, AotCaches caches) throws IOException, InterruptedException {
        UpOptions small =
                new UpOptions(0, Optional.empty(), options.data(), false, options.ports(), true, options.plain());
        SystemPlan plan = new SystemPlan(checkout, folder, small, caches, Mode.TRAIN);
        List<Program> programs = plan.programs();
        int missing = caches.missing(programs).size();
        if (missing == 0) return;
        caches.prepare();
        Instant begun = clock.instant();
        Supervisor system = new Supervisor(plan.parts(), folder, clock);
        session.start(system, TRAINING_STOP);
        String topic = "making " + missing + " start-up caches, once after a build";
        boolean healthy = awaitHealthy(system, topic, TRAINING_START);
        if (session.isEnding()) return;
        progress.show(topic + ": all parts stop and write theirs", "");
        session.stop();
        caches.adopt(programs);
        int made = missing - caches.missing(programs).size();
        progress.say("made " + made + " of " + missing + " start-up caches in "
                + Progress.seconds(Duration.between(begun, clock.instant()))
                + (healthy ? "" : ", though not all parts were healthy in time"));
    }

    /**
     * Shows how the parts start, until all are healthy.
     *
     * @return whether they are; not after the limit, or when a part is given up or this process ends
     */
    boolean awaitHealthy(Supervisor system, String topic, Duration limit) throws InterruptedException {
        Instant begun = clock.instant();
        Duration elapsed = Duration.ZERO;
        while (elapsed.compareTo(limit) < 0 && !session.isEnding() && !system.hasFailed()) {
            if (system.isHealthy()) return true;
            progress.show(topic, system.firstComplaint().orElse("") + ", " + Progress.seconds(elapsed));
            Thread.sleep(LOOK);
            elapsed = Duration.between(begun, clock.instant());
        }
        return false;
    }
}

package io.meshplane.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code up}: the whole system on this machine, until it is stopped. */
final class Up {
    static final String FACTS = "up.properties";
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Checkout checkout;
    private final Session session;
    private final Progress progress;
    private final PrintStream out;
    private final InstantSource clock;

    Up(Checkout checkout, Session session, Progress progress, PrintStream out, InstantSource clock) {
        this.checkout = checkout;
        this.session = session;
        this.progress = progress;
        this.out = out;
        this.clock = clock;
    }

    /** Runs until a signal ends the process. */
    void run(UpOptions options) throws IOException, InterruptedException, UnusableException {
        requireMachine();
        Startup startup = new Startup(checkout, session, progress, clock);
        DataFolder folder = startup.claim(options);
        startup.build();
        AotCaches caches = new AotCaches(folder.aot());
        if (options.aot()) startup.train(folder, options, caches);
        SystemPlan plan = startup.plan(folder, options, caches);
        Supervisor system = new Supervisor(plan.parts(), folder, clock);
        Instant begun = clock.instant();
        session.start(system, Supervisor.STOP_LIMIT);
        folder.writeRun(FACTS, plan.facts());
        boolean table = Terminal.isThere() && !options.plain();
        session.viewBegins();
        try {
            watch(system, new StatusView(system, out, table, clock), hints(plan, folder), begun);
        } finally {
            session.viewEnds();
        }
    }

    private void requireMachine() throws UnusableException {
        for (Finding finding : new Doctor(checkout).needs()) {
            if (finding.level() == Finding.Level.MISSING) {
                throw new UnusableException(
                        UnusableException.TAKEN, finding.name() + ": " + finding.text() + ". " + finding.advice());
            }
        }
    }

    private void watch(Supervisor system, StatusView view, List<String> hints, Instant begun)
            throws InterruptedException {
        boolean plain = !view.isTable();
        List<String> below = new ArrayList<>(List.of("", "starting"));
        boolean wasHealthy = false;
        while (!session.isEnding()) {
            view.refresh(below);
            if (!wasHealthy && system.isHealthy()) {
                wasHealthy = true;
                Duration took = Duration.between(begun, clock.instant());
                below = new ArrayList<>(List.of("", "everything is healthy after " + tenths(took)));
                below.addAll(hints);
                if (plain) below.forEach(out::println);
            }
            Thread.sleep(LOOK);
        }
    }

    private static String tenths(Duration duration) {
        return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
    }

    private static List<String> hints(SystemPlan plan, DataFolder folder) {
        String bearer = "-H \"Authorization: Bearer $TOKEN\"";
        return List.of(
                "try:  TOKEN=$(curl -s -u operator:$(cat " + folder.secret("operator.secret")
                        + ") -d grant_type=client_credentials " + plan.url("issuer")
                        + "/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
                "      curl -s " + bearer + " " + plan.url("registry") + "/v1/networks/" + SystemPlan.NETWORK
                        + "/nodes",
                "      curl -s " + bearer + " " + plan.url("payment-validator") + "/v1/chain",
                "logs in " + folder.path().resolve("logs") + ", secrets in "
                        + folder.path().resolve("secrets"),
                "Ctrl-C stops everything; the state stays in " + folder.path());
    }
}

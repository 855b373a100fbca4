package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Stores;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.ingest.IngestFigure.Outcome;
import io.meshplane.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Values per CPU second of servers as real processes, one after the other: ours through all its doors, Prometheus,
 * VictoriaMetrics and vmagent by remote-write.
 */
public final class IngestBench {
    /** Key of our service. */
    public static final String OURS = "meshplane";

    /** Keys of all ways in. */
    public static final List<String> DOORS =
            Stream.of(Door.values()).map(Door::key).toList();

    /** Work that a server put off counts if it is done this soon after the last answer. */
    private static final Duration AFTER = Duration.ofSeconds(5);

    private static final Duration AFTER_QUICK = Duration.ofSeconds(2);
    private static final String PROMETHEUS = "prometheus";
    private static final String VICTORIA_METRICS = "victoria-metrics";
    private static final String VMAGENT = "vmagent";

    private final Path checkout;
    private final Settings settings;
    private final Workload workload;
    private final Duration after;
    private final Consumer<String> progress;
    private final List<IngestFigure> figures = new ArrayList<>();

    /**
     * How it is done.
     *
     * @param peers folder where their programs may lie
     * @param profiles folder for flight recordings of our service
     * @param doors keys of the ways in that are measured; empty = all
     */
    public record Settings(Optional<Path> peers, Optional<Path> profiles, Set<String> doors, boolean quick) {
        public Settings {
            doors = Set.copyOf(doors);
        }

        boolean wants(Door door) {
            return doors.isEmpty() || doors.contains(door.key());
        }
    }

    /**
     * A run.
     *
     * @param checkout whose build is measured
     * @param files to send instead of generated telemetry
     */
    public IngestBench(
            Path checkout, Settings settings, Optional<List<Recording>> files, long seed, Consumer<String> progress) {
        this.checkout = checkout;
        this.settings = settings;
        this.workload = Workload.of(settings.quick(), seed, files);
        this.after = settings.quick() ? AFTER_QUICK : AFTER;
        this.progress = progress;
    }

    /** One line on what is sent. */
    public String workloadInWords() {
        return "%d gateways (%d in format 2) of %d one-minute uploads each, the first %d to warm up; %d clients of %d, %d to warm up"
                .formatted(
                        workload.gateways(),
                        workload.nativeGateways(),
                        workload.gatewayMinutes(),
                        workload.warmUpMinutes(Door.NATIVE),
                        workload.clients(),
                        workload.clientMinutes(),
                        workload.warmUpMinutes(Door.NATIVE_CLIENT));
    }

    /** Measures all. Leaves no process and no file behind. */
    public List<IngestFigure> measure() throws Unusable, InterruptedException {
        try (Guard guard = Guard.begin();
                Stores stores = Stores.start(checkout, guard, List.of("issuer"))) {
            ours(Door.NATIVE, stores, guard);
            ours(Door.NATIVE_CLIENT, stores, guard);
            withPeers(stores, guard);
            for (Door door : List.of(Door.REMOTE_WRITE_2, Door.OTLP_GZIP, Door.OTLP_ZSTD)) ours(door, stores, guard);
            return List.copyOf(figures);
        } catch (IOException failure) {
            throw new Unusable(Unusable.FAILED, "ingest: " + failure);
        }
    }

    private void withPeers(Stores stores, Guard guard) throws IOException, InterruptedException, Unusable {
        if (!settings.wants(Door.REMOTE_WRITE_1)) return;
        try (Uploads uploads = uploads(Door.REMOTE_WRITE_1, stores, guard)) {
            ours(Door.REMOTE_WRITE_1, uploads, stores, guard);
            peers(uploads.spool(), guard);
        }
    }

    private Uploads uploads(Door door, Stores stores, Guard guard) throws IOException, InterruptedException {
        progress.accept("ingest: making uploads, " + door.title());
        Uploads uploads = Uploads.make(workload, door, guard.folder());
        stores.enrol(uploads.nodes());
        return uploads;
    }

    private void ours(Door door, Stores stores, Guard guard) throws IOException, InterruptedException, Unusable {
        if (!settings.wants(door)) return;
        try (Uploads uploads = uploads(door, stores, guard)) {
            ours(door, uploads, stores, guard);
        }
    }

    private void ours(Door door, Uploads uploads, Stores stores, Guard guard)
            throws IOException, InterruptedException, Unusable {
        String title = "Meshplane, " + door.title();
        progress.accept("ingest: " + title);
        Spool spool = uploads.spool();
        Optional<Path> recording = settings.profiles()
                .map(folder -> folder.resolve(door.key() + ".jfr").toAbsolutePath());
        try (Server server = Server.meshplane(checkout, stores, recording, guard)) {
            Load.Identity identity = Credentials.of(door, uploads.nodes(), server.port());
            long before = stores.recordsOn(Topics.UPLOADS); // who asks for entry may leave a record
            Measurement.Counter taken = () -> stores.recordsOn(Topics.UPLOADS) - before;
            long expected = (long) spool.nodeCount() * spool.minutes();
            Measurement measurement = new Measurement(
                    OURS, title, server, spool, door, Optional.of(stores), Optional.of(taken), expected);
            figures.add(measurement.run(workload.warmUpMinutes(door), after, identity));
        } catch (RefusedException refused) {
            figures.add(
                    refused.isNoDoor()
                            ? IngestFigure.without(OURS, door, title, Outcome.MISSING, "this build has no such door")
                            : IngestFigure.without(
                                    OURS, door, title, Outcome.FAILED, String.valueOf(refused.getMessage())));
        }
    }

    private void peers(Spool spool, Guard guard) throws IOException, InterruptedException, Unusable {
        peer(
                spool,
                PROMETHEUS,
                "Prometheus",
                "prometheus_tsdb_head_samples_appended_total",
                program -> Server.prometheus(program, guard));
        peer(
                spool,
                VICTORIA_METRICS,
                "VictoriaMetrics",
                "vm_rows_inserted_total",
                program -> Server.victoriaMetrics(program, guard));
        try (NullSink sink = new NullSink()) {
            peer(
                    spool,
                    VMAGENT,
                    "vmagent",
                    "vmagent_rows_inserted_total",
                    program -> Server.vmagent(program, sink.port(), guard));
        }
    }

    /** Starts a server of somebody else's. */
    private interface Starter {
        Server start(Path program) throws IOException, InterruptedException, Unusable;
    }

    private void peer(Spool spool, String program, String name, String counter, Starter starter)
            throws IOException, InterruptedException, Unusable {
        Door door = Door.REMOTE_WRITE_1;
        String key = program.replace('-', '_');
        String title = name + ", " + door.title();
        Optional<Path> found = Programs.find(program, settings.peers());
        if (found.isEmpty()) {
            figures.add(IngestFigure.without(key, door, title, Outcome.MISSING, howToGet(program)));
            return;
        }
        progress.accept("ingest: " + title);
        try (Server server = starter.start(found.get())) {
            Optional<Measurement.Counter> counted = Optional.of(() -> server.counter(counter, ""));
            long values = spool.values(0, spool.minutes());
            Measurement measurement =
                    new Measurement(key, title, server, spool, door, Optional.empty(), counted, values);
            figures.add(measurement.run(workload.warmUpMinutes(door), after, node -> ""));
        }
    }

    private static String howToGet(String program) {
        String debianPackage = program.equals(PROMETHEUS) ? PROMETHEUS : VICTORIA_METRICS;
        return program + " is not on PATH: apt-get install " + debianPackage
                + ", or without installing: apt-get download " + debianPackage + " && dpkg -x " + debianPackage
                + "_*.deb DIR, then --peers DIR";
    }
}

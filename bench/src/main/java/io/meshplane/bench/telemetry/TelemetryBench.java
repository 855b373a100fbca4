package io.meshplane.bench.telemetry;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.telemetry.TelemetryOptions.Part;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.data.Recordings;
import io.meshplane.bench.telemetry.ingest.IngestBench;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import io.meshplane.bench.telemetry.size.SizeBench;
import io.meshplane.bench.telemetry.size.SizeFigure;
import io.meshplane.bench.telemetry.speed.SpeedBench;
import io.meshplane.bench.telemetry.speed.SpeedFigure;
import io.meshplane.bench.telemetry.speed.StateBench;
import io.meshplane.bench.telemetry.speed.StateFigure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code bench telemetry}: measures what was asked for and prints it. */
public final class TelemetryBench {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A bench.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public TelemetryBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and prints.
     *
     * @return exit code
     * @throws Unusable if the data cannot be read, or a message of ours does not come back as it was
     */
    public int run(TelemetryOptions options) throws Unusable, InterruptedException {
        TelemetryResult result = measure(options);
        out.print(options.json() ? TelemetryJson.of(result) : TelemetryTables.of(result));
        out.flush();
        return result.hasFailed() ? Unusable.FAILED : 0;
    }

    private TelemetryResult measure(TelemetryOptions options) throws Unusable, InterruptedException {
        MachineFacts machine = MachineFacts.now();
        List<Recording> recordings = recordings(options);
        Set<Part> parts = options.parts();
        SizeBench sizes = new SizeBench(options.quick(), this::tell);
        SpeedBench speeds = new SpeedBench(options.quick(), this::tell);
        IngestBench ingest = new IngestBench(
                checkout(),
                new IngestBench.Settings(
                        options.peers().map(Path::toAbsolutePath),
                        options.profiles(),
                        options.doors(),
                        options.quick()),
                options.data().map(folder -> recordings),
                options.seed(),
                this::tell);
        List<SizeFigure> metricSizes = parts.contains(Part.SIZE) ? sizes.metrics(recordings) : List.of();
        List<SizeFigure> logSizes = parts.contains(Part.SIZE) ? sizes.logs(recordings) : List.of();
        List<SpeedFigure> speed = parts.contains(Part.SPEED) ? speeds.measure(recordings) : List.of();
        Optional<StateFigure> state = parts.contains(Part.SPEED)
                ? Optional.of(new StateBench(options.quick(), this::tell).measure(recordings))
                : Optional.empty();
        List<IngestFigure> servers = parts.contains(Part.INGEST) ? ingest.measure() : List.of();
        boolean generated = options.data().isEmpty();
        return new TelemetryResult(
                machine,
                options.data().map(Path::toString).orElse("generated, seed " + options.seed()),
                generated ? Optional.of(options.seed()) : Optional.empty(),
                options.quick(),
                recordings,
                metricSizes,
                logSizes,
                speed,
                state,
                servers.isEmpty() ? "" : ingest.workloadInWords(),
                servers,
                MachineFacts.now().loadBefore());
    }

    private static List<Recording> recordings(TelemetryOptions options) throws Unusable {
        if (options.data().isEmpty()) return Recordings.generated(options.seed());
        try {
            return Recordings.in(options.data().get());
        } catch (IOException unreadable) {
            throw new Unusable(Unusable.BAD_DATA, "cannot be read: " + unreadable.getMessage());
        }
    }

    /** The folder of the checkout whose build is measured. */
    private static Path checkout() {
        return Path.of(System.getProperty("meshplane.root", ""))
                .toAbsolutePath()
                .normalize();
    }

    private void tell(String words) {
        err.println("bench: " + words);
    }
}

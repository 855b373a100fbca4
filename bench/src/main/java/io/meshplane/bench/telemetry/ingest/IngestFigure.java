package io.meshplane.bench.telemetry.ingest;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A server under one load.
 *
 * @param server key: meshplane, prometheus, victoria_metrics, vmagent
 * @param door key of the way in
 * @param title of both, for people
 * @param outcome whether there is a figure
 * @param detail why there is none; empty if there is
 * @param uploads that were measured
 * @param values that were measured
 * @param bodyBytes of those uploads
 * @param wallSeconds of what was measured
 * @param cpuSeconds of the server's process in that time and the seconds after it
 * @param brokerCpuSeconds of Kafka's process in that time; 0 for servers without one
 * @param databaseCpuSeconds of PostgreSQL's processes in that time
 * @param cpuByWork CPU seconds of our service's threads by what they do, of threads that live at the end; empty for others
 * @param peakRssBytes of the server's process since its start
 * @param repeats requests that were sent again after 429 or 503
 * @param countedByServer values (or uploads, ours) that it says it took since its start; empty if it does not say
 * @param expectedCount what that should be
 */
public record IngestFigure(
        String server,
        String door,
        String title,
        Outcome outcome,
        String detail,
        long uploads,
        long values,
        long bodyBytes,
        double wallSeconds,
        double cpuSeconds,
        double brokerCpuSeconds,
        double databaseCpuSeconds,
        Map<Work, Double> cpuByWork,
        long peakRssBytes,
        long repeats,
        OptionalLong countedByServer,
        long expectedCount) {
    public IngestFigure {
        cpuByWork = Map.copyOf(cpuByWork);
    }

    /** Whether it could be measured. */
    public enum Outcome {
        /** It took everything. */
        MEASURED,
        /** Its program is not on this machine, or the build has no such door. */
        MISSING,
        /** It refused something, died, or counts otherwise. */
        FAILED
    }

    static IngestFigure without(String server, Door door, String title, Outcome outcome, String detail) {
        return new IngestFigure(
                server,
                door.key(),
                title,
                outcome,
                detail,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                0,
                0,
                OptionalLong.empty(),
                0);
    }

    /** The figure of the goal. */
    public double valuesPerCpuSecond() {
        return cpuSeconds == 0 ? 0 : values / cpuSeconds;
    }

    /** The figure of small uploads. */
    public double uploadsPerCpuSecond() {
        return cpuSeconds == 0 ? 0 : uploads / cpuSeconds;
    }
}

package io.meshplane.bench.telemetry;

import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import io.meshplane.bench.telemetry.size.SizeFigure;
import io.meshplane.bench.telemetry.speed.SpeedFigure;
import io.meshplane.bench.telemetry.speed.StateFigure;
import java.util.List;
import java.util.Optional;

/**
 * All figures of a run; what was not asked for is empty.
 *
 * @param source of the recordings, for people
 * @param seed of the generator, if that was the source
 * @param ingestWorkload what was sent to servers, for people
 * @param loadAfter processes that wanted to run in the last minute of the measurement
 */
record TelemetryResult(
        MachineFacts machine,
        String source,
        Optional<Long> seed,
        boolean quick,
        List<Recording> recordings,
        List<SizeFigure> metricSizes,
        List<SizeFigure> logSizes,
        List<SpeedFigure> speeds,
        Optional<StateFigure> state,
        String ingestWorkload,
        List<IngestFigure> ingest,
        double loadAfter) {
    /** Whether something was measured that should not be so. */
    boolean hasFailed() {
        return ingest.stream().anyMatch(figure -> figure.outcome() == IngestFigure.Outcome.FAILED);
    }
}

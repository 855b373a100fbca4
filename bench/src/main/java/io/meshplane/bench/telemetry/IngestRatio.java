package io.meshplane.bench.telemetry;

import io.meshplane.bench.telemetry.ingest.IngestBench;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import java.util.ArrayList;
import java.util.List;

/**
 * One of our doors beside a peer, in values per CPU second.
 *
 * @param ours as measured
 * @param peer as measured
 */
record IngestRatio(IngestFigure ours, IngestFigure peer) {
    /** Every pair that was measured. */
    static List<IngestRatio> of(List<IngestFigure> figures) {
        List<IngestFigure> measured = figures.stream()
                .filter(figure -> figure.outcome() == IngestFigure.Outcome.MEASURED)
                .toList();
        List<IngestRatio> ratios = new ArrayList<>();
        for (IngestFigure ours : measured) {
            if (!ours.server().equals(IngestBench.OURS)) continue;
            for (IngestFigure peer : measured) {
                if (!peer.server().equals(IngestBench.OURS)) ratios.add(new IngestRatio(ours, peer));
            }
        }
        return ratios;
    }

    /** Above 1: ours does more with a CPU second. */
    double ratio() {
        return peer.valuesPerCpuSecond() == 0 ? 0 : ours.valuesPerCpuSecond() / peer.valuesPerCpuSecond();
    }
}

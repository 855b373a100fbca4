package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.SeriesConfig;
import io.meshplane.ingest.SeriesFlow;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the series in PostgreSQL are behind. Wellness, not readiness: uploads are taken all the same. */
@Wellness
@ApplicationScoped
public class SeriesHealth implements HealthCheck {
    private final SeriesFlow flow;
    private final Duration degradedAfter;

    SeriesHealth(SeriesFlow flow, SeriesConfig config) {
        this.flow = flow;
        this.degradedAfter = config.degradedAfter();
    }

    @Override
    public HealthCheckResponse call() {
        Duration waited = flow.waited();
        return HealthCheckResponse.named("series")
                .status(!flow.isFailing() && waited.compareTo(degradedAfter) <= 0)
                .withData("failing", flow.isFailing())
                .withData("waitedSeconds", waited.toSeconds())
                .withData("waitingRecords", flow.lag())
                .build();
    }
}

package io.meshplane.ingest;

import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.platform.http.Budget;
import jakarta.enterprise.context.ApplicationScoped;

/** The memory and the limits that all requests of standard senders share. */
@ApplicationScoped
public class SenderMemory {
    private final Budget budget;
    private final SampleLimits limits;

    SenderMemory(IngestConfig config) {
        IngestConfig.Senders senders = config.senders();
        this.budget =
                new Budget("meshplane.ingest.senders.memory", senders.memory().asLongValue());
        this.limits = new SampleLimits(
                senders.maxSeries(),
                senders.maxLabels(),
                senders.maxNameBytes(),
                senders.maxValueBytes(),
                SenderFlow.RECORD_BYTES_MAX,
                senders.maxSamples());
    }

    /** Bytes beyond what each worker has for good: bodies, columns, records on their way to Kafka. */
    public Budget budget() {
        return budget;
    }

    public SampleLimits limits() {
        return limits;
    }
}

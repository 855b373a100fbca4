package io.meshplane.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;

/** Counts what becomes of the values that are forwarded to one store; its name comes from the configuration. */
final class ForwardMeters {
    private final MeterRegistry meters;
    private final String store;

    ForwardMeters(MeterRegistry meters, String store) {
        this.meters = meters;
        this.store = store;
    }

    /** What becomes of samples. */
    enum Fate {
        WRITTEN,
        /** The answer was a success that says that fewer were written. */
        UNCONFIRMED,
        REFUSED
    }

    void samples(Fate fate, long count) {
        String outcome = fate.name().toLowerCase(Locale.ROOT);
        meters.counter("forward.samples", "store", store, "outcome", outcome).increment((double) count);
    }

    void retried() {
        meters.counter("forward.retries", "store", store).increment();
    }

    void gauge(String name, String unit, Supplier<Number> value) {
        Gauge.builder(name, value).tag("store", store).baseUnit(unit).register(meters);
    }
}

package io.meshplane.platform.http;

import static java.util.Objects.requireNonNull;

import io.meshplane.platform.http.AdmissionRules.Admission;
import io.meshplane.platform.http.AdmissionRules.Head;
import io.meshplane.platform.http.AdmissionRules.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides about the body of a request before a byte of it is read: too large, from nobody, or more than the memory set aside for
 * bodies, and it is answered as a problem at once. What is admitted holds its announced length (without one: the limit of a body)
 * of the budget until its answer ends or its connection dies, and must come in time. Nothing waits for a place.
 */
@ApplicationScoped
public class BodyAdmission {
    static final String BUDGET_KEY = "meshplane.http.bodies.in-flight";
    /** Priority of its filter: what has a lower one sees only what was admitted. */
    public static final int BEFORE_THE_FRAMEWORK = 100_000;

    private static final int SHARE_OF_HEAP = 8;

    private final BodyLimits limits;
    private final long limitBytes;
    private final Budget budget;
    private final MeterRegistry meters;
    private final Gauge held;
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);

    @Inject
    BodyAdmission(
            BodyLimits limits,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            MeterRegistry meters) {
        this(limits, limit.asLongValue(), meters);
    }

    BodyAdmission(BodyLimits limits, long limitBytes, MeterRegistry meters) {
        this.limits = limits;
        this.limitBytes = limitBytes;
        this.budget = new Budget(
                BUDGET_KEY,
                limits.inFlight()
                        .map(MemorySize::asLongValue)
                        .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
        if (budget.max() < limitBytes) {
            throw new IllegalArgumentException(BUDGET_KEY + " holds not one body of " + limitBytes + " bytes");
        }
        if (!limits.silence().isPositive() || limits.deadline().compareTo(limits.silence()) < 0) {
            throw new IllegalArgumentException("meshplane.http.bodies: 0 < silence <= deadline is needed");
        }
        this.meters = meters;
        this.held = Gauge.builder("http.bodies.held", budget, Budget::taken)
                .baseUnit("bytes")
                .register(meters);
        for (Refusal reason : Refusal.values()) {
            String tag = reason.name().toLowerCase(Locale.ROOT);
            refusals.put(reason, meters.counter("http.bodies.refused", "reason", tag));
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_FRAMEWORK);
    }

    /** The registry outlives an application that is started again in the same process, as tests do; the budget does not. */
    void close(@Observes ShutdownEvent event) {
        meters.remove(held);
    }

    void check(RoutingContext context) {
        switch (AdmissionRules.decide(head(context.request()), limitBytes)) {
            case Admission.Bodiless() -> context.next();
            case Admission.Charged(long sizeBytes) -> admit(context, sizeBytes);
            case Admission.Refused(Refusal reason, Problem problem) -> refuse(context, reason, problem);
        }
    }

    private void admit(RoutingContext context, long sizeBytes) {
        if (!budget.take(sizeBytes)) {
            refuse(
                    context,
                    Refusal.OVER_BUDGET,
                    Problem.unavailable("too many bodies of requests are being read at once"));
            return;
        }
        BodyWatch.start(
                context,
                limits,
                () -> refuse(context, Refusal.TOO_SLOW, Problem.timedOut("the body did not come in time")),
                () -> budget.giveBack(sizeBytes));
        context.next();
    }

    private void refuse(RoutingContext context, Refusal reason, Problem problem) {
        requireNonNull(refusals.get(reason)).increment(); // every reason has one
        EarlyAnswer.send(context, problem);
    }

    private static Head head(HttpServerRequest request) {
        return new Head(
                request.version() == HttpVersion.HTTP_2,
                request.method().name(),
                request.path() == null ? "" : request.path(),
                request.getHeader(HttpHeaders.CONTENT_LENGTH),
                request.headers().contains(HttpHeaders.TRANSFER_ENCODING),
                request.headers().contains(HttpHeaders.AUTHORIZATION)
                        || request.headers().contains("Signature-Input"));
    }
}

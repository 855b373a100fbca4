package io.meshplane.sentinel.adapter.http;

import io.meshplane.sentinel.DnsContact;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how the name server is. The instance stays ready without it: it still probes, judges and answers operators, and taking
 * it out of service would help nobody. The data says so, and {@code sentinel.records{outcome}} counts.
 */
@Readiness
@ApplicationScoped
public class DnsHealth implements HealthCheck {
    private final DnsContact contact;

    DnsHealth(DnsContact contact) {
        this.contact = contact;
    }

    @Override
    public HealthCheckResponse call() {
        DnsContact.Status status = contact.status();
        return HealthCheckResponse.named("dns")
                .up()
                .withData("state", status.state().name())
                .withData("reason", status.reason())
                .withData("since", status.since().toString())
                .build();
    }
}

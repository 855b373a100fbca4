package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.alert.ServiceAlerts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What the audit says of the ledgers. */
@ApplicationScoped
public class AuditConsumer {
    private final EventIntake intake;
    private final ServiceAlerts flow;

    AuditConsumer(EventIntake intake, ServiceAlerts flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("audits")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.AUDITS, records, flow::audited, () -> Uni.createFrom().item(true));
    }
}

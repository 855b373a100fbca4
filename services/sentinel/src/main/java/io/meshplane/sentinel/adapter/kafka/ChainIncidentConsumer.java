package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.alert.ServiceAlerts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What befell chains and full nodes. */
@ApplicationScoped
public class ChainIncidentConsumer {
    private final EventIntake intake;
    private final ServiceAlerts flow;

    ChainIncidentConsumer(EventIntake intake, ServiceAlerts flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("chain-incidents")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.CHAIN_INCIDENTS,
                records,
                flow::chainIncident,
                () -> Uni.createFrom().item(true));
    }
}

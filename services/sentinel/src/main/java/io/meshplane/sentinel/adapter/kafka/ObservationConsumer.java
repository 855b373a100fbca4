package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.HealthFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What vantage points saw; the group's assignment says which instance judges which pools. */
@ApplicationScoped
public class ObservationConsumer {
    private final EventIntake intake;
    private final HealthFlow flow;

    ObservationConsumer(EventIntake intake, HealthFlow flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("observations")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.OBSERVATIONS,
                records,
                flow::handle,
                () -> Uni.createFrom().item(true));
    }
}

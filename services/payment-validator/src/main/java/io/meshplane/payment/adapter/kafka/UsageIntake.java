package io.meshplane.payment.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.UsageFlow;
import io.meshplane.platform.event.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code usage.v1} comes in. */
@ApplicationScoped
public class UsageIntake {
    private final EventIntake intake;
    private final UsageFlow flow;

    UsageIntake(EventIntake intake, UsageFlow flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("usage")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(Topics.USAGE, records, flow::handle, flow::dependenciesUp);
    }
}

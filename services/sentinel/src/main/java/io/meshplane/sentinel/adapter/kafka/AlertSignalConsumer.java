package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.alert.PagerFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What people may have to know, for the instance that pages. */
@ApplicationScoped
public class AlertSignalConsumer {
    private final EventIntake intake;
    private final PagerFlow flow;

    AlertSignalConsumer(EventIntake intake, PagerFlow flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("alert-signals")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.ALERT_SIGNALS,
                records,
                flow::handle,
                () -> Uni.createFrom().item(flow.isReady()));
    }
}

package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.SwitchHistory;
import io.meshplane.sentinel.alert.OutageHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every switch of every instance, from the topic's beginning at each start. */
@ApplicationScoped
public class SwitchConsumer {
    private final EventIntake intake;
    private final SwitchHistory history;
    private final OutageHistory outages;

    SwitchConsumer(EventIntake intake, SwitchHistory history, OutageHistory outages) {
        this.intake = intake;
        this.history = history;
        this.outages = outages;
    }

    @Incoming("switches")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.DNS_SWITCHES,
                records,
                event -> history.handle(event).chain(() -> outages.switched(event)),
                () -> Uni.createFrom().item(true));
    }
}

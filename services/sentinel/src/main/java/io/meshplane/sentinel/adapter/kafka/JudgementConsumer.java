package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventIntake;
import io.meshplane.sentinel.alert.OutageHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every judgement of every instance, from the topic's beginning at each start. */
@ApplicationScoped
public class JudgementConsumer {
    private final EventIntake intake;
    private final OutageHistory flow;

    JudgementConsumer(EventIntake intake, OutageHistory flow) {
        this.intake = intake;
        this.flow = flow;
    }

    @Incoming("health-history")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return intake.each(
                Topics.HEALTH_HISTORY,
                records,
                flow::judged,
                () -> Uni.createFrom().item(true));
    }
}

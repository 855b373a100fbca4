package io.meshplane.sentinel.adapter.kafka;

import io.meshplane.sentinel.alert.Pager;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Tells who pages: the instance that Kafka gives the partition of {@code alert-signals.v1}. */
@ApplicationScoped
@Identifier("pager") public class PagerPartition implements KafkaConsumerRebalanceListener {
    private final Pager pager;

    PagerPartition(Pager pager) {
        this.pager = pager;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) pager.assigned();
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) pager.revoked();
    }
}

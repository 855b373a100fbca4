package io.meshplane.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topic.Kept;
import io.meshplane.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The KafkaTopic objects are made from {@link Topics}: {@code -Dmeshplane.update=true} writes them. */
class KafkaTopicsTest {
    private static final Path FILE = Checkout.path("deploy/kubernetes/overlays/production/topics.yaml");
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

    @Test
    void saysWhatTheContractsSay() throws IOException {
        String wanted = topics();
        if (Boolean.getBoolean("meshplane.update")) Files.writeString(FILE, wanted);

        assertThat(Checkout.text(FILE)).isEqualTo(wanted);
    }

    private static String topics() {
        List<String> objects = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) objects.add(object(topic.name(), topic.partitions(), topic.kept()));
        for (String group : Topics.CONSUMER_GROUPS) {
            objects.add(object(Topics.deadLettersOf(group), 1, new Kept.For(DEAD_LETTERS_KEPT)));
        }
        return "# Made from io.meshplane.contracts.topic.Topics by KafkaTopicsTest; do not edit.\n"
                + String.join("---\n", objects);
    }

    private static String object(String name, int partitions, Kept kept) {
        String config = switch (kept) {
            case Kept.Compacted() -> "cleanup.policy: compact";
            case Kept.For(Duration retention) -> "cleanup.policy: delete, retention.ms: " + retention.toMillis();
        };
        return """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels: {strimzi.io/cluster: meshplane}
                spec:
                  partitions: %d
                  replicas: 3
                  config: {%s, min.insync.replicas: 2}
                """.formatted(name, partitions, config);
    }
}

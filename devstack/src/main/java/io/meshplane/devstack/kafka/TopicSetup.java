package io.meshplane.devstack.kafka;

import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topic.Kept;
import io.meshplane.contracts.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Brings the broker's topics to what {@link Topics} says; to repeat it changes nothing. It never deletes a topic. */
final class TopicSetup {
    /** Production has up to 12 a topic; here every partition costs memory and files, and three still show order per key. */
    static final int MAX_PARTITIONS = 3;

    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    private static final long DEADLINE_SECONDS = 30;

    record Wanted(String name, int partitions, Map<String, String> config) {}

    static List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            wanted.add(new Wanted(topic.name(), Math.min(MAX_PARTITIONS, topic.partitions()), config(topic.kept())));
        }
        for (String group : Topics.CONSUMER_GROUPS) {
            wanted.add(new Wanted(Topics.deadLettersOf(group), 1, config(new Kept.For(DEAD_LETTERS_KEPT))));
        }
        return wanted;
    }

    static void apply(String bootstrap) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> present = await(admin.listTopics().names());
            List<Wanted> missing =
                    wanted().stream().filter(w -> !present.contains(w.name())).toList();
            List<Wanted> old =
                    wanted().stream().filter(w -> present.contains(w.name())).toList();
            await(admin.createTopics(missing.stream().map(TopicSetup::creation).toList())
                    .all());
            configure(admin, old);
            widen(admin, old);
        }
    }

    private static NewTopic creation(Wanted wanted) {
        return new NewTopic(wanted.name(), wanted.partitions(), (short) 1).configs(wanted.config());
    }

    private static Map<String, String> config(Kept kept) {
        return switch (kept) {
            case Kept.Compacted() -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case Kept.For(Duration retention) ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(retention.toMillis()));
        };
    }

    private static void configure(Admin admin, List<Wanted> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Wanted topic : topics) {
            List<AlterConfigOp> sets = topic.config().entrySet().stream()
                    .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), sets);
        }
        await(admin.incrementalAlterConfigs(changes).all());
    }

    private static void widen(Admin admin, List<Wanted> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> present = await(
                admin.describeTopics(topics.stream().map(Wanted::name).toList()).allTopicNames());
        Map<String, NewPartitions> wider = new HashMap<>();
        for (Wanted topic : topics) {
            TopicDescription description = present.get(topic.name());
            if (description != null && description.partitions().size() < topic.partitions()) {
                wider.put(topic.name(), NewPartitions.increaseTo(topic.partitions()));
            }
        }
        await(admin.createPartitions(wider).all());
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private TopicSetup() {}
}

package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.KafkaConnection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Cursors} true to {@code uploads.v1}: begins with {@code cursors.v1}, goes on where the consumer group that writes
 * those has committed, and then follows for ever what any instance writes. It looks at headers only.
 */
@ApplicationScoped
public class UploadFollower {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(UploadFollower.class);

    private final Cursors cursors;
    private final FollowerClients clients;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("upload-follower").unstarted(this::follow);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Queue<Goal> asked = new ConcurrentLinkedQueue<>();
    private volatile @Nullable KafkaConsumer<String, byte[]> polling;
    private volatile int partitions;
    private volatile boolean caughtUp;

    /** The thread's own. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final List<Goal> goals = new ArrayList<>();
    private boolean restored;

    UploadFollower(
            Cursors cursors,
            KafkaConnection connection,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.cursors = cursors;
        this.clients = new FollowerClients(connection.settings(), group);
    }

    void start(@Observes StartupEvent event) {
        begin();
    }

    void begin() {
        thread.start();
    }

    /** False while what was there at the start is being read: a repeat would pass for new. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** How many partitions there are; known once it is caught up. */
    public int partitions() {
        return partitions;
    }

    /** Completes when everything was seen that lies in the partition now. */
    public Uni<Void> reachEnd(int partition) {
        return reach(partition, Goal.END);
    }

    /** Completes when the record at the offset was seen. */
    public Uni<Void> reach(int partition, long offset) {
        return Uni.createFrom().emitter(emitter -> {
            asked.add(new Goal(new TopicPartition(Topics.UPLOADS.name(), partition), offset, emitter));
            KafkaConsumer<String, byte[]> consumer = polling;
            if (consumer != null) consumer.wakeup();
        });
    }

    private void follow() {
        while (stop.getCount() > 0) {
            try {
                if (!restored) restored = clients.restore(cursors);
                followUploads();
            } catch (RuntimeException e) {
                if (stop.getCount() > 0) LOG.warnf("uploads cannot be followed failure=%s", e.toString());
                giveUpGoals(e);
                pause();
            } finally {
                polling = null;
            }
        }
    }

    private void followUploads() {
        try (KafkaConsumer<String, byte[]> consumer = clients.uploads();
                KafkaConsumer<String, byte[]> asking = clients.uploads()) {
            List<TopicPartition> all = FollowerClients.partitionsOf(consumer, Topics.UPLOADS.name());
            partitions = all.size();
            consumer.assign(all);
            seek(consumer, all);
            Map<TopicPartition, Long> ends = new HashMap<>(asking.endOffsets(all));
            polling = consumer;
            while (stop.getCount() > 0) {
                if (!caughtUp) {
                    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                    caughtUp = ends.isEmpty();
                }
                meetGoals(consumer, asking);
                poll(consumer);
            }
        }
    }

    private void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> all) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(all));
        for (TopicPartition partition : all) {
            Long position = next.get(partition);
            OffsetAndMetadata commit = committed.get(partition);
            if (position != null) consumer.seek(partition, position);
            else if (commit != null) consumer.seek(partition, commit.offset());
            else consumer.seekToBeginning(List.of(partition));
        }
    }

    private void poll(KafkaConsumer<String, byte[]> consumer) {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(caughtUp ? POLL : Duration.ofMillis(50))) {
                see(record);
            }
        } catch (WakeupException e) {
            LOG.debug("a goal was asked for");
        }
    }

    private void see(ConsumerRecord<String, byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        UploadHeaders number = FollowerClients.numberOf(record);
        if (number != null && record.key() != null) {
            var _ = cursors.seen(record.key(), number, record.offset());
        }
    }

    private void meetGoals(KafkaConsumer<?, ?> consumer, KafkaConsumer<?, ?> asking) {
        List<Goal> fresh = new ArrayList<>();
        for (Goal goal = asked.poll(); goal != null; goal = asked.poll()) fresh.add(goal);
        goals.addAll(fresh); // at once: whoever fails now fails them, too
        if (!fresh.isEmpty()) goals.replaceAll(withEnds(fresh, asking));
        goals.removeIf(goal -> {
            boolean met = consumer.position(goal.partition()) > goal.offset();
            if (met) goal.emitter().complete(null);
            return met;
        });
    }

    /** Goals that mean the end get its offset, in one question to the broker: not on the connection where a fetch is waiting. */
    private static UnaryOperator<Goal> withEnds(List<Goal> fresh, KafkaConsumer<?, ?> asking) {
        Set<TopicPartition> open = fresh.stream()
                .filter(goal -> goal.offset() == Goal.END)
                .map(Goal::partition)
                .collect(Collectors.toSet());
        if (open.isEmpty()) return UnaryOperator.identity();
        Map<TopicPartition, Long> ends = asking.endOffsets(open);
        return goal -> {
            Long end = ends.get(goal.partition());
            return goal.offset() != Goal.END || end == null
                    ? goal
                    : new Goal(goal.partition(), end - 1, goal.emitter());
        };
    }

    private void giveUpGoals(RuntimeException e) {
        for (Goal goal = asked.poll(); goal != null; goal = asked.poll()) goals.add(goal);
        for (Goal goal : goals) goal.emitter().fail(e);
        goals.clear();
    }

    private void pause() {
        try {
            if (stop.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) LOG.debug("the follower stops");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    void close(@Observes ShutdownEvent event) {
        stop.countDown();
        KafkaConsumer<String, byte[]> consumer = polling;
        if (consumer != null) consumer.wakeup();
    }
}

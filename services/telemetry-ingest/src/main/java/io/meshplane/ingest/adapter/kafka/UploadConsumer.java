package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code uploads.v1} in a consumer group of its own for work that may take any time: one portion at a time is worked on, in a
 * thread of its own, while the group is kept alive and nothing more is fetched. Offsets are committed when a portion is done, so what
 * was under way at a crash comes again.
 */
public final class UploadConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration WHILE_AT_WORK = Duration.ofMillis(5);
    private static final Duration LOOK_AT_LAG = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);
    private static final int API_TIMEOUT_MS = 5_000;
    private static final Logger LOG = Logger.getLogger(UploadConsumer.class);

    private final String group;
    private final Map<String, Object> settings;
    private final Work work;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> polling;
    private volatile long lag;
    private volatile long waitingSinceMs;

    /** What is done with uploads. */
    @FunctionalInterface
    public interface Work {
        /**
         * Deals with records, in order, however long that takes.
         *
         * @throws InterruptedException if the process ends before: they come again
         */
        void take(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException;
    }

    /**
     * A consumer.
     *
     * @param records most of a portion
     * @param bytes fetched at once, about
     */
    public UploadConsumer(KafkaConnection connection, String group, int records, int bytes, Work work) {
        this.group = group;
        this.work = work;
        this.settings = new HashMap<>(connection.settings());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, bytes);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 << 10); // nobody waits for it: rather many at a time
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
        this.thread = Thread.ofPlatform().daemon().name(group).unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Records that lie behind what was fetched, as of the last look. */
    public long lag() {
        return lag;
    }

    /** When the oldest upload came that is being worked on, by Kafka's clock; 0 = none. */
    public long waitingSinceMs() {
        return waitingSinceMs;
    }

    private void run() {
        while (stop.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(Topics.UPLOADS.name()));
                polling = consumer;
                while (stop.getCount() > 0) portion(consumer);
            } catch (WakeupException e) {
                LOG.debugf("consumer ends group=%s", group);
            } catch (KafkaException e) {
                LOG.warnf("uploads cannot be read group=%s failure=%s", group, e.toString());
                pause();
            } finally {
                polling = null;
            }
        }
    }

    private void portion(KafkaConsumer<String, byte[]> consumer) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.value() != null) records.add(record); // the others are fences, see UploadLog
        }
        lag = lag(consumer);
        if (records.isEmpty()) return;
        waitingSinceMs =
                records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().daemon().name(group + "-work").start(() -> done.complete(isDone(records)));
        try {
            stayAlive(consumer, done);
        } finally {
            if (!done.isDone()) worker.interrupt();
        }
        waitingSinceMs = 0;
        if (done.join()) commit(consumer);
        else throw new KafkaException("work failed on " + records.getFirst().topic());
    }

    /** A bug must not end the thread: the portion comes again. */
    private boolean isDone(List<ConsumerRecord<String, byte[]>> records) {
        try {
            work.take(records);
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (RuntimeException e) {
            LOG.errorf(e, "uploads not dealt with group=%s", group);
            return false;
        }
    }

    private void stayAlive(KafkaConsumer<String, byte[]> consumer, CompletableFuture<Boolean> done) {
        long lookedNanos = System.nanoTime();
        while (!done.isDone()) {
            consumer.pause(consumer.assignment()); // also what a rebalance has just given
            putBack(consumer, consumer.poll(WHILE_AT_WORK));
            if (System.nanoTime() - lookedNanos < LOOK_AT_LAG.toNanos()) continue;
            lookAtLag(consumer);
            lookedNanos = System.nanoTime();
        }
        consumer.resume(consumer.paused());
    }

    /** Of partitions that came with a rebalance just now there may be records although nothing is wanted. */
    private static void putBack(KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            consumer.seek(partition, records.records(partition).getFirst().offset());
        }
    }

    private void commit(KafkaConsumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (CommitFailedException e) {
            LOG.infof("partitions moved before the commit, what was done comes again group=%s", group);
        }
    }

    /** What is paused is not fetched, so the ends are asked for: a lane that waits is the one whose lag grows. */
    private void lookAtLag(KafkaConsumer<String, byte[]> consumer) {
        try {
            long sum = 0;
            for (Map.Entry<TopicPartition, Long> end :
                    consumer.endOffsets(consumer.assignment()).entrySet()) {
                sum += Math.max(0, end.getValue() - consumer.position(end.getKey()));
            }
            lag = sum;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) { // the portion must not be given up for that
            LOG.debugf("lag not known group=%s failure=%s", group, e.toString());
        }
    }

    private static long lag(KafkaConsumer<String, byte[]> consumer) {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong one = consumer.currentLag(partition);
            sum += one.orElse(0);
        }
        return sum;
    }

    private void pause() {
        try {
            if (stop.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) LOG.debug("the consumer stops");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    /** Ends; what is under way is interrupted, and comes again. */
    @Override
    public void close() {
        stop.countDown();
        KafkaConsumer<String, byte[]> consumer = polling;
        if (consumer != null) consumer.wakeup();
        try {
            if (!thread.join(CLOSE_DEADLINE)) LOG.warnf("consumer does not end group=%s", group);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

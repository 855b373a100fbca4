package io.meshplane.bench.payments;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads verdicts from Kafka as they come, and when each came. */
final class Verdicts implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_MS = 2;

    private final Map<ByteString, Verdict> byTransaction = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean closed;

    /** @param nanos {@link System#nanoTime} at which it was read */
    record Verdict(VerdictState state, String amount, long nanos) {}

    Verdicts(String bootstrap) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 100, "fetch.min.bytes", 1),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.VERDICTS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.VERDICTS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader = Thread.ofPlatform().daemon().name("verdicts").start(() -> {
            try (consumer) {
                while (!closed) consumer.poll(POLL).forEach(this::take);
            }
        });
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        long now = System.nanoTime();
        try {
            VerdictReached verdict = VerdictReached.parseFrom(record.value());
            byTransaction.put(verdict.getTransactionHash(), new Verdict(verdict.getState(), verdict.getAmount(), now));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record of ours cannot be read", e);
        }
    }

    /** The newest verdict on a transaction. */
    Optional<Verdict> of(Hash32 transaction) {
        return Optional.ofNullable(
                byTransaction.get(ByteString.copyFrom(transaction.bytes().toArray())));
    }

    /** The same, waited for. */
    Optional<Verdict> await(Hash32 transaction, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Verdict> found = of(transaction);
        while (found.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(LOOK_MS);
            found = of(transaction);
        }
        return found;
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.meshplane.testkit.stack;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes topics of the shared stack with plain clients. */
public final class KafkaProbe {
    private static final Duration SEND_DEADLINE = Duration.ofSeconds(10);

    /** A record with its headers as text. */
    public record Seen<T>(String key, T value, Map<String, String> headers) {}

    /** Publishes an event as a service would. */
    public static <T extends Message> void send(Topic<T> topic, String key, EventId id, T message) {
        sendRaw(
                topic.name(),
                key,
                message.toByteArray(),
                Map.of(
                        EventHeaders.SPEC_VERSION,
                        EventHeaders.SPEC_VERSION_1_0,
                        EventHeaders.ID,
                        id.value(),
                        EventHeaders.TYPE,
                        topic.eventType(),
                        EventHeaders.SOURCE,
                        "meshplane/test",
                        EventHeaders.CONTENT_TYPE,
                        EventHeaders.PROTOBUF));
    }

    /** Publishes any bytes under any headers, such as a poison record. */
    public static void sendRaw(String topic, String key, byte[] value, Map<String, String> headers) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Devstack.shared().fact("kafka.bootstrap"),
                ProducerConfig.ACKS_CONFIG,
                "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get(SEND_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not sent to " + topic, e);
        }
    }

    /**
     * The first record from the topic's beginning that fits, waiting for it if need be.
     *
     * @throws AssertionError if none comes before the deadline
     */
    public static <T extends Message> Seen<T> await(Topic<T> topic, Predicate<T> fits, Duration deadline) {
        return first(topic.name(), deadline, record -> {
            T value = parse(topic, record);
            return value != null && fits.test(value)
                    ? List.of(new Seen<>(record.key(), value, headers(record)))
                    : List.of();
        });
    }

    /** The dead letter of a group with this key. */
    public static Seen<byte[]> awaitDeadLetter(String group, String key, Duration deadline) {
        return first(
                Topics.deadLettersOf(group),
                deadline,
                record -> key.equals(record.key())
                        ? List.of(new Seen<>(record.key(), record.value(), headers(record)))
                        : List.of());
    }

    /** Everything that fits among what lies on the topic now. */
    public static <T extends Message> List<Seen<T>> now(Topic<T> topic, Predicate<T> fits) {
        List<Seen<T>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic.name())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    T value = parse(topic, record);
                    if (value != null && fits.test(value)) found.add(new Seen<>(record.key(), value, headers(record)));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Gives none or one finding of a record. */
    private interface Finder<T> {
        List<Seen<T>> in(ConsumerRecord<String, byte[]> record);
    }

    private static <T> Seen<T> first(String topic, Duration deadline, Finder<T> finder) {
        long end = System.nanoTime() + deadline.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    List<Seen<T>> found = finder.in(record);
                    if (!found.isEmpty()) return found.getFirst();
                }
            }
        }
        throw new AssertionError("no fitting record on " + topic + " within " + deadline.toSeconds() + " s");
    }

    private static KafkaConsumer<String, byte[]> consumer(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        Devstack.shared().fact("kafka.bootstrap"),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static <T extends Message> @Nullable T parse(Topic<T> topic, ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? null : topic.parser().parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            return null; // somebody's poison record
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers())
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        return headers;
    }

    private KafkaProbe() {}
}

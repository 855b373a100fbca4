package io.meshplane.bench.payments;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.event.TransferCode;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that was told of ledger and verdicts, each event once however often it was told. */
final class Journal implements AutoCloseable {
    private final Map<String, TransferPosted> transfers = new ConcurrentHashMap<>();
    private final Map<String, VerdictReached> verdicts = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;

    Journal(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : List.of(Topics.LEDGER, Topics.VERDICTS)) {
            IntStream.range(0, topic.partitions()).forEach(i -> partitions.add(new TopicPartition(topic.name(), i)));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private void read() {
        consumer.poll(Duration.ofMillis(200)).forEach(this::take);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        String id = new String(record.headers().lastHeader(EventHeaders.ID).value(), StandardCharsets.UTF_8);
        try {
            if (record.topic().equals(Topics.LEDGER.name()))
                keep(transfers, id, TransferPosted.parseFrom(record.value()));
            else keep(verdicts, id, VerdictReached.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record of ours cannot be read", e);
        }
    }

    private static <T> void keep(Map<String, T> known, String id, T event) {
        T before = known.putIfAbsent(id, event);
        if (before != null && !before.equals(event)) throw new IllegalStateException("two events are called " + id);
    }

    /** Amounts of all payments that were credited, of those once credited twice twice. */
    List<String> credited() {
        read();
        return amounts(TransferCode.TRANSFER_CODE_PAYMENT);
    }

    List<String> reversed() {
        return amounts(TransferCode.TRANSFER_CODE_REVERSAL);
    }

    private List<String> amounts(TransferCode code) {
        return transfers.values().stream()
                .filter(each -> each.getCode() == code)
                .map(TransferPosted::getAmount)
                .toList();
    }

    /** How often each amount is credited and not taken back; those that are not at all are left out. */
    Map<String, Integer> standing() {
        read();
        Map<String, Integer> standing = new TreeMap<>();
        credited().forEach(amount -> standing.merge(amount, 1, Integer::sum));
        reversed().forEach(amount -> standing.merge(amount, -1, Integer::sum));
        standing.values().removeIf(times -> times == 0);
        return standing;
    }

    /** How often each transaction became VALID and was not reversed, likewise. */
    Map<String, Integer> standingVerdicts() {
        Map<String, Integer> standing = new TreeMap<>();
        validTransactions().forEach(hash -> standing.merge(hash, 1, Integer::sum));
        verdicts(state -> state == VerdictState.VERDICT_STATE_REVERSED)
                .forEach(hash -> standing.merge(hash, -1, Integer::sum));
        standing.values().removeIf(times -> times == 0);
        return standing;
    }

    /** Transactions with a verdict VALID, as often as there is one. */
    List<String> validTransactions() {
        read();
        return verdicts(state -> state == VerdictState.VERDICT_STATE_VALID);
    }

    List<String> otherVerdicts() {
        return verdicts(state -> state != VerdictState.VERDICT_STATE_VALID);
    }

    private List<String> verdicts(Predicate<VerdictState> wanted) {
        return verdicts.values().stream()
                .filter(each -> wanted.test(each.getState()))
                .map(each -> "0x"
                        + HexFormat.of().formatHex(each.getTransactionHash().toByteArray()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

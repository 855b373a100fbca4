package io.meshplane.contracts.topic;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.time.Duration;

/**
 * A Kafka topic: what lies in it and how long.
 *
 * @param name {@code <fact>.v1}
 * @param parser reads the value
 * @param eventType CloudEvents {@code type}, the full name of the protobuf message
 * @param keyOf what the key is, in words; order holds per key
 * @param partitions in production; each service scales up to this number
 * @param kept how records leave it
 */
public record Topic<T extends Message>(
        String name, Parser<T> parser, String eventType, String keyOf, int partitions, Kept kept) {

    /** How long records stay. */
    public sealed interface Kept {
        /** The newest record per key, for ever: a state topic. */
        record Compacted() implements Kept {}

        /** Every record for this long. */
        record For(Duration retention) implements Kept {}
    }

    public Topic {
        if (!name.matches("[a-z-]+\\.v[0-9]+")) throw new IllegalArgumentException("topic name: " + name);
        if (partitions < 1 || partitions > 256) throw new IllegalArgumentException("partitions: " + partitions);
    }

    public boolean isCompacted() {
        return kept instanceof Kept.Compacted;
    }
}

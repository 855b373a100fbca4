package io.meshplane.ingest.adapter.kafka;

import io.smallrye.mutiny.subscription.UniEmitter;
import org.apache.kafka.common.TopicPartition;

/**
 * How far somebody waits for the follower.
 *
 * @param offset that it must have seen, or {@link #END}
 */
record Goal(TopicPartition partition, long offset, UniEmitter<? super Void> emitter) {
    /** Where the partition ends when the follower hears of the goal. */
    static final long END = Long.MAX_VALUE;
}

package io.meshplane.platform.event;

import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topic;

/**
 * A fact to publish, or one that came in.
 *
 * @param key what {@link Topic#keyOf} says; order holds per key
 * @param id derived from the cause, the same on every try
 */
public record Event<T extends Message>(Topic<T> topic, String key, EventId id, T value) {
    public Event {
        if (key.isEmpty()) throw new IllegalArgumentException("an event has a key");
    }
}

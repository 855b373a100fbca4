package io.meshplane.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventReadingTest {
    private static final String ID = EventId.derivedFrom("test").value();
    private static final byte[] VALUE =
            NodeRegistered.newBuilder().setNodeId("n").build().toByteArray();
    private static final String TYPE = Topics.NODES.eventType();

    @Test
    void readsACloudEventInBinaryMode() throws EventIntake.UnreadableEvent {
        Event<NodeRegistered> event = EventIntake.read(
                Topics.NODES, record("key", VALUE, Map.of(EventHeaders.TYPE, TYPE, EventHeaders.ID, ID)));

        assertThat(event.id().value()).isEqualTo(ID);
        assertThat(event.key()).isEqualTo("key");
        assertThat(event.value().getNodeId()).isEqualTo("n");
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of("no headers", record("key", VALUE, Map.of())),
                Arguments.of("another type", record("key", VALUE, headers("meshplane.v1.ClaimMade", ID))),
                Arguments.of("no id", record("key", VALUE, Map.of(EventHeaders.TYPE, TYPE))),
                Arguments.of("an id of another form", record("key", VALUE, headers(TYPE, "42"))),
                Arguments.of("no key", record(null, VALUE, headers(TYPE, ID))),
                Arguments.of("no value", record("key", null, headers(TYPE, ID))),
                Arguments.of("bytes that are no protobuf", record("key", new byte[] {(byte) 0xff}, headers(TYPE, ID))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void callsEverythingElseUnreadable(String what, ConsumerRecord<String, byte[]> record) {
        assertThatThrownBy(() -> EventIntake.read(Topics.NODES, record))
                .as(what)
                .isInstanceOf(EventIntake.UnreadableEvent.class);
    }

    private static Map<String, String> headers(String type, String id) {
        return Map.of(EventHeaders.TYPE, type, EventHeaders.ID, id);
    }

    @SuppressWarnings("NullAway") // Kafka's records may lack key and value; that is the point
    private static ConsumerRecord<String, byte[]> record(
            @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.NODES.name(), 0, 0, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}

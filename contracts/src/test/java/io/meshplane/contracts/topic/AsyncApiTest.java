package io.meshplane.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.meshplane.contracts.CheckedIn;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.topic.Topic.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says what {@link Topics} says. */
class AsyncApiTest {
    private static final CheckedIn DOCUMENT = new CheckedIn("docs/asyncapi.yaml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    @Test
    void documentsEveryTopicAsItIs() throws JsonProcessingException {
        String document = YAML.writeValueAsString(document());
        if (CheckedIn.UPDATE) DOCUMENT.write(document);

        assertThat(DOCUMENT.text())
                .as("run with -Dmeshplane.update=true and review the diff")
                .isEqualTo(document);
    }

    private static Map<String, Object> document() {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Topic<?> topic : Topics.ALL) {
            String message = topic.eventType().substring(topic.eventType().lastIndexOf('.') + 1);
            channels.put(topic.name(), channel(topic, message));
            messages.put(message, message(topic, message));
        }
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered(
                        "title", "Meshplane events",
                        "version", "1",
                        "description",
                                "CloudEvents 1.0 in binary mode over Kafka with protobuf bodies. Version 1 is append-only."),
                "defaultContentType",
                EventHeaders.PROTOBUF,
                "channels",
                channels,
                "components",
                ordered("messages", messages));
    }

    private static Map<String, Object> channel(Topic<?> topic, String message) {
        Map<String, Object> configuration = switch (topic.kept()) {
            case Kept.Compacted() -> ordered("cleanup.policy", List.of("compact"));
            case Kept.For(var retention) ->
                ordered("cleanup.policy", List.of("delete"), "retention.ms", retention.toMillis());
        };
        return ordered(
                "address", topic.name(),
                "description", "Key: " + topic.keyOf() + ". Order holds per key.",
                "messages", ordered(message, ordered("$ref", "#/components/messages/" + message)),
                "bindings",
                        ordered(
                                "kafka",
                                ordered("partitions", topic.partitions(), "topicConfiguration", configuration)));
    }

    private static Map<String, Object> message(Topic<?> topic, String message) {
        String file = file(topic);
        return ordered(
                "name",
                message,
                "contentType",
                EventHeaders.PROTOBUF,
                "headers",
                ordered(
                        "type",
                        "object",
                        "required",
                        List.of(EventHeaders.ID, EventHeaders.TYPE, EventHeaders.SOURCE, EventHeaders.SPEC_VERSION)),
                "payload",
                ordered(
                        "schemaFormat",
                        "application/vnd.google.protobuf;version=3",
                        "schema",
                        ordered("$ref", "../contracts/src/main/protobuf/" + file)));
    }

    private static String file(Topic<?> topic) {
        try {
            Message empty = topic.parser().parseFrom(new byte[0]);
            return empty.getDescriptorForType().getFile().getName();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("every message may be empty", e);
        }
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }
}

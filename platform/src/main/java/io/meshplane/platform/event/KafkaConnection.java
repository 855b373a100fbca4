package io.meshplane.platform.event;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How this process reaches the broker: the settings {@code kafka.bootstrap.servers}, {@code kafka.security.*},
 * {@code kafka.ssl.*} and {@code kafka.sasl.*}. Channels take them by themselves, clients that we make take them from here.
 */
@ApplicationScoped
public class KafkaConnection {
    private static final Set<String> FAMILIES = Set.of("bootstrap", "security", "ssl", "sasl");

    private final Map<String, Object> settings;

    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = connecting(kafka);
    }

    /** To be laid into the configuration of any Kafka client. */
    public Map<String, Object> settings() {
        return settings;
    }

    static Map<String, Object> connecting(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>();
        kafka.forEach((name, value) -> {
            if (FAMILIES.contains(name.replaceFirst("\\..*", ""))) settings.put(name, value);
        });
        return Map.copyOf(settings);
    }
}

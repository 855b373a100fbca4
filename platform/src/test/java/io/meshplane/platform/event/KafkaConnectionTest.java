package io.meshplane.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
    @Test
    void handsOnHowToReachTheBrokerAndNothingElse() {
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers", "kafka:9092",
                "security.protocol", "SSL",
                "ssl.truststore.location", "/etc/kafka/ca.crt",
                "sasl.mechanism", "SCRAM-SHA-512",
                "group.id", "registry",
                "value.deserializer", "x.Y");

        Map<String, Object> settings = KafkaConnection.connecting(kafka);

        assertThat(settings)
                .containsOnlyKeys(
                        "bootstrap.servers", "security.protocol", "ssl.truststore.location", "sasl.mechanism");
    }
}

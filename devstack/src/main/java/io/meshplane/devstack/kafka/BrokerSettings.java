package io.meshplane.devstack.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker for one machine: loopback only, one copy of everything, little memory. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    static Map<String, String> of(Path logFolder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logFolder, port, controllerPort));
        settings.putAll(internalTopics());
        settings.putAll(smallFootprint());
        settings.putAll(quickRestart());
        return settings;
    }

    private static Map<String, String> identity(Path logFolder, int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "log.dirs",
                logFolder.toString(),
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> internalTopics() {
        return Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads",
                "2",
                "num.io.threads",
                "2",
                "background.threads",
                "2",
                "log.cleaner.dedupe.buffer.size",
                String.valueOf(4 << 20),
                "log.index.size.max.bytes",
                String.valueOf(1 << 20),
                "log.segment.bytes",
                String.valueOf(64 << 20));
    }

    /** After a kill the controller refuses the new broker until the old one's session has run out; the default is 9 s. */
    private static Map<String, String> quickRestart() {
        return Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0");
    }

    private BrokerSettings() {}
}

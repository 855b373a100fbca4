package io.meshplane.devstack.kafka;

import io.meshplane.devstack.file.Durable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in this process, on 127.0.0.1 only. Its records are kept across
 * starts and survive the kill of the process (they are in the page cache), as with any Kafka.
 *
 * <p>A failed start leaves threads behind that keep the process alive: the caller must end it.
 */
public final class KafkaBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts and returns when every topic of the house is there.
     *
     * @param folder the broker's own folder; formatted at first start
     * @param port 0 for any free one
     */
    public static KafkaBroker start(Path folder, int port) throws Exception {
        Path log = folder.toAbsolutePath().resolve("log");
        Files.createDirectories(log.getParent());
        Durable.makeFolder(log, KafkaBroker::format);
        int[] free = freePorts();
        int brokerPort = port == 0 ? free[0] : port;
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(BrokerSettings.of(log, brokerPort, free[1])), Time.SYSTEM);
        // on its own thread: Kafka takes an interrupt for a broken disk and halts the process
        CompletableFuture.runAsync(
                        server::startup,
                        startup -> Thread.ofPlatform().name("kafka-startup").start(startup))
                .get();
        KafkaBroker broker = new KafkaBroker(server, brokerPort);
        TopicSetup.apply(broker.bootstrap());
        return broker;
    }

    public int port() {
        return port;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /** Two: the advertised address must name the broker's port, and the voters' list the controller's, before either is bound. */
    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }
}

package io.meshplane.bench.stack;

import com.google.protobuf.Message;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.ProcessUsage;
import io.meshplane.bench.process.Programs;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The real broker and database of devstack, and some of its stand-ins, in processes of their own. */
public final class Stores implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final List<Child> children = new ArrayList<>();
    private final Properties facts = new Properties();
    private final Path data;

    private Stores(Path data) {
        this.data = data;
    }

    /** @param standins that are wanted too: issuer, chain or dns */
    public static Stores start(Path checkout, Guard guard, List<String> standins)
            throws IOException, InterruptedException, Unusable {
        Stores stores = new Stores(guard.folder().resolve("stack"));
        try {
            stores.begin(checkout, guard, "stores", List.of("--kafka-port", "0", "--postgres-port", "0"));
            stores.begin(checkout, guard, "standins", List.of("--parts", String.join(",", standins)));
            return stores;
        } catch (IOException | InterruptedException | Unusable failure) {
            stores.close();
            throw failure;
        }
    }

    private void begin(Path checkout, Guard guard, String process, List<String> ports)
            throws IOException, InterruptedException, Unusable {
        List<String> command = new ArrayList<>(List.of(
                Programs.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                checkout.resolve("devstack/target/devstack.jar").toString(),
                process,
                "--data",
                data.toString(),
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(ports);
        Child child = Child.start(process, command, Map.of(), guard);
        children.add(child);
        Path ready = data.resolve("run").resolve(process + ".properties");
        Readiness.await(child, START_LIMIT, () -> Files.exists(ready));
        try (Reader reader = Files.newBufferedReader(ready)) {
            facts.load(reader);
        }
    }

    /** Where the broker is. */
    public String bootstrap() {
        return facts.getProperty("kafka.bootstrap");
    }

    /** What a service of ours needs to know of them. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("MESHPLANE_KAFKA", facts.getProperty("kafka.bootstrap"));
        environment.put("MESHPLANE_SERIES_ENABLED", "false"); // measured is the way to Kafka
        environment.put("MESHPLANE_ISSUER", facts.getProperty("issuer.url"));
        return environment;
    }

    /** Something that a part said of itself when it was ready. */
    public String fact(String name) {
        return facts.getProperty(name, "");
    }

    /** What a service of ours needs to know of its database. */
    public Map<String, String> databaseEnvironment(String database) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("MESHPLANE_DATABASE", "postgresql://127.0.0.1:" + fact("postgres.port") + "/" + database);
        environment.put("MESHPLANE_DATABASE_USER", fact("postgres.user"));
        environment.put(
                "MESHPLANE_DATABASE_PASSWORD",
                Files.readString(Path.of(fact("postgres.password-file"))).strip());
        return environment;
    }

    /** Makes nodes known to all services. */
    public void enrol(List<BenchNode> nodes) throws InterruptedException, IOException {
        publish(nodes.stream().map(BenchNode::registered).toList());
    }

    /** Makes nodes known to all services, as the registry would publish them. */
    public void publish(List<NodeRegistered> nodes) throws InterruptedException, IOException {
        Map<String, NodeRegistered> byKey = new LinkedHashMap<>();
        for (NodeRegistered node : nodes) byKey.put(node.getNodeId(), node);
        publish(Topics.NODES, byKey);
    }

    /**
     * Writes events as a service would, and waits until Kafka has them.
     *
     * @param events by key, in order
     */
    public <T extends Message> void publish(Topic<T> topic, Map<String, T> events)
            throws InterruptedException, IOException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", facts.getProperty("kafka.bootstrap"), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            events.forEach((key, event) -> sent.add(producer.send(record(topic, key, event))));
            for (Future<?> one : sent) one.get();
        } catch (ExecutionException failed) {
            throw new IOException("not published on " + topic.name(), failed.getCause());
        }
    }

    private static <T extends Message> ProducerRecord<String, byte[]> record(Topic<T> topic, String key, T event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, event.toByteArray());
        Map.of(
                        EventHeaders.SPEC_VERSION,
                        EventHeaders.SPEC_VERSION_1_0,
                        EventHeaders.ID,
                        EventId.derivedFrom("bench", topic.name(), key).value(),
                        EventHeaders.TYPE,
                        topic.eventType(),
                        EventHeaders.SOURCE,
                        "meshplane/bench",
                        EventHeaders.CONTENT_TYPE,
                        EventHeaders.PROTOBUF)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** Records on a topic so far. */
    public long recordsOn(Topic<?> topic) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", facts.getProperty("kafka.bootstrap")))) {
            TopicDescription description = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .get(topic.name());
            if (description == null) return 0;
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (TopicPartitionInfo partition : description.partitions()) {
                ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new IOException("offsets of " + topic.name(), failed.getCause());
        }
    }

    /** CPU seconds of the broker's process alone. */
    public double brokerCpuSeconds() throws IOException {
        return ProcessUsage.of(children.getFirst().pid()).cpuSeconds();
    }

    /** CPU seconds of PostgreSQL's processes that run. */
    public double databaseCpuSeconds() {
        return ProcessUsage.cpuSecondsOfDescendants(children.getFirst().pid());
    }

    @Override
    public void close() {
        for (Child child : children.reversed()) child.close();
    }
}

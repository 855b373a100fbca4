package io.meshplane.bench.routes.reroute;

import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.mesh.GeometricMesh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A synthetic mesh on {@code nodes.v1} and {@code links.v1}, as registry and telemetry-ingest would write it. */
final class PublishedMesh implements AutoCloseable {
    private static final String NETWORK = "bench";
    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int DIGITS_OF_NAME = 26;
    private static final int DOWN = 65535;

    private final GeometricMesh mesh;
    private final Set<Integer> gateways = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> costs = new HashMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sequence;

    PublishedMesh(GeometricMesh mesh, int gateways, long seed, String bootstrap) {
        this.mesh = mesh;
        Random random = new Random(seed);
        while (this.gateways.size() < gateways) this.gateways.add(random.nextInt(mesh.nodes()));
        int[] ends = mesh.ends();
        for (int i = 0; i < ends.length; i++) {
            costs.put((long) ends[i] * mesh.nodes() + ends[i ^ 1], 96 + random.nextInt(1000));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes everything, and waits until Kafka has it. */
    void publish() throws IOException {
        for (int node = 0; node < mesh.nodes(); node++) {
            numbers.put(name(node), node);
            NodeRole role = gateways.contains(node) ? NodeRole.NODE_ROLE_GATEWAY : NodeRole.NODE_ROLE_RELAY;
            NodeRegistered registered = NodeRegistered.newBuilder()
                    .setNodeId(name(node))
                    .setNetworkId(NETWORK)
                    .setRole(role)
                    .setName("node " + node)
                    .build();
            send(Topics.NODES, name(node), registered);
        }
        int[] ends = mesh.ends();
        for (int i = 0; i < ends.length; i++) send(ends[i], ends[i ^ 1], false);
        flush();
    }

    /** One end reports that its link to a neighbour died, or came back. */
    void report(int from, String to, boolean dead) throws IOException {
        Integer peer = numbers.get(to);
        if (peer == null) throw new IllegalArgumentException("no node " + to);
        send(from, peer, dead);
        flush();
    }

    private void send(int from, int to, boolean dead) {
        Integer cost = costs.get((long) from * mesh.nodes() + to);
        if (cost == null) throw new IllegalArgumentException("no link from " + from + " to " + to);
        String peerAddress = address(to);
        LinkObserved seen = LinkObserved.newBuilder()
                .setNetworkId(NETWORK)
                .setNodeId(name(from))
                .setInterface("wlan0")
                .setLocalAddress(address(from))
                .setPeerAddress(peerAddress)
                .setCost(dead ? DOWN : cost)
                .setRttMicros(1000 + cost)
                .setBootId(1)
                .setSequence(++sequence)
                .build();
        send(Topics.LINKS, name(from) + "/wlan0/" + peerAddress, seen);
    }

    private <T extends Message> void send(Topic<T> topic, String key, T value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value.toByteArray());
        header(record, EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1_0);
        header(
                record,
                EventHeaders.ID,
                EventId.derivedFrom(key, Long.toString(sequence)).value());
        header(record, EventHeaders.TYPE, topic.eventType());
        header(record, EventHeaders.SOURCE, "meshplane/bench");
        var _ = producer.send(record, (where, failed) -> {
            if (failed != null) failure.compareAndSet(null, failed);
        });
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String text) {
        record.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void flush() throws IOException {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) throw new IOException("not published", failed);
    }

    /** A node whose route leads over a neighbour. */
    int nodeWithRoute(Random random, RouteWatch watch) {
        while (true) {
            int node = random.nextInt(mesh.nodes());
            RouteWatch.Seen seen = watch.of(name(node));
            if (seen != null && seen.reachable() && !seen.next().isEmpty()) return node;
        }
    }

    /** Its id. */
    String name(int node) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < DIGITS_OF_NAME; i++) {
            digits.append(DIGITS.charAt(i < 6 ? (node >>> (5 * i)) & 31 : 0));
        }
        return "n" + digits.reverse();
    }

    private static String address(int node) {
        return "fe80::" + Integer.toHexString(node >>> 16) + ":" + Integer.toHexString(node & 0xffff);
    }

    @Override
    public void close() {
        producer.close();
    }
}

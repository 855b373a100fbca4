package io.meshplane.ingest;

import io.meshplane.ingest.adapter.kafka.DeadUploads;
import io.meshplane.ingest.adapter.kafka.UploadConsumer;
import io.meshplane.ingest.adapter.remote.RemoteStore;
import io.meshplane.platform.event.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forwards all values to the stores that are configured, each in a consumer group of its own: one that is away delays no other. */
@ApplicationScoped
public class ForwardFlow {
    private static final int FETCH_BYTES = 2 << 20;

    private final ForwardConfig config;
    private final KafkaConnection kafka;
    private final DeadUploads dead;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final String service;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<LaneState> lanes = new ArrayList<>();

    ForwardFlow(
            ForwardConfig config,
            KafkaConnection kafka,
            DeadUploads dead,
            MeterRegistry meters,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.kafka = kafka;
        this.dead = dead;
        this.meters = meters;
        this.clock = clock;
        this.service = service;
    }

    /** How far a store is. */
    public record LaneState(String store, ForwardLane lane, UploadConsumer consumer) {
        /** Tries in a row that failed. */
        public int failures() {
            return lane.failures();
        }

        /** Records that wait. */
        public long lag() {
            return consumer.lag();
        }
    }

    void start(@Observes StartupEvent event) {
        config.stores().forEach((name, store) -> {
            check(name, store);
            UploadConsumer consumer = open(name, store);
            consumer.start();
        });
    }

    private static void check(String name, ForwardConfig.Store store) {
        String key = "meshplane.forward.stores." + name;
        demand(name.matches("[a-z0-9-]{1,40}"), key + ": a name is of small letters, digits and hyphens");
        String scheme = String.valueOf(store.url().getScheme());
        boolean web =
                (scheme.equals("http") || scheme.equals("https")) && store.url().getHost() != null;
        demand(web, key + ".url must be http or https");
        demand(store.maxSamples() >= 1, key + ".max-samples < 1");
        demand(store.batchRecords() >= 1, key + ".batch-records < 1");
        demand(store.deadline().toMillis() >= 1, key + ".deadline < 1 ms");
    }

    private static void demand(boolean holds, String rule) {
        if (!holds) throw new IllegalArgumentException(rule);
    }

    /** A lane that is ready to start. */
    UploadConsumer open(String name, ForwardConfig.Store store) {
        RemoteStore remote = new RemoteStore(new RemoteStore.Target(
                store.url(),
                store.user().orElse(null),
                store.passwordFile().orElse(null),
                store.tokenFile().orElse(null),
                store.deadline(),
                store.allowLoopback()));
        ForwardMeters own = new ForwardMeters(meters, name);
        ForwardLane lane = new ForwardLane(
                name,
                store,
                remote,
                dead,
                own,
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
        UploadConsumer consumer =
                new UploadConsumer(kafka, groupOf(name), store.batchRecords(), FETCH_BYTES, lane::take);
        own.gauge("forward.lag", "records", consumer::lag);
        own.gauge("forward.failures", "tries", lane::failures);
        running.add(consumer);
        running.add(remote);
        lanes.add(new LaneState(name, lane, consumer));
        return consumer;
    }

    /** The consumer group of a store. */
    String groupOf(String store) {
        return service + "-forward-" + store;
    }

    /** The stores as they are. */
    public List<LaneState> lanes() {
        return List.copyOf(lanes);
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        for (AutoCloseable one : running) one.close();
    }
}

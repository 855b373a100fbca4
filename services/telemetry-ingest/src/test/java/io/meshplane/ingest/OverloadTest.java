package io.meshplane.ingest;

import static io.meshplane.ingest.OverloadTestResource.CHAINS_BYTES;
import static io.meshplane.ingest.OverloadTestResource.UPLOADS_IN_FLIGHT;
import static io.meshplane.ingest.Uploads.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNodes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Four times as many senders at once as there are places, none of which waits for long before it tries again. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(value = OverloadTestResource.class, restrictToAnnotatedClass = true)
class OverloadTest {
    private static final int SENDERS = 4 * UPLOADS_IN_FLIGHT;
    private static final int UPLOADS_EACH = 12;

    @Inject
    UploadWorkers workers;

    @Inject
    Chains chains;

    @Inject
    MeterRegistry meters;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger sentAnew = new AtomicInteger();
    private final AtomicLong mostInFlight = new AtomicLong();

    @Test
    void overloadIsTurnedAwayAndWhatIsAcknowledgedIsOnKafkaOnceAndThenAllIsWellAgain() throws Exception {
        String network = Operators.freshNetwork();
        List<NativeAgent> agents = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            agents.add(NativeAgent.signedIn(TestNodes.enrol(network, NodeRole.NODE_ROLE_CLIENT)));
        }

        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (NativeAgent agent : agents) running.add(senders.submit(() -> sendAll(agent)));
            for (Future<?> sender : running) sender.get();
        }

        assertThat(turnedAway.get()).as("turned away").isPositive();
        assertThat(mostInFlight.get()).as("the row is bounded").isPositive().isLessThanOrEqualTo(UPLOADS_IN_FLIGHT);
        assertThat(acknowledged).hasSize(SENDERS * UPLOADS_EACH);
        assertThat(onKafka(network)).containsExactlyInAnyOrderElementsOf(acknowledged); // none twice, none missing
        assertThat(chains.sizeBytes()).isLessThanOrEqualTo(CHAINS_BYTES);

        Await.until("nothing is held", DEADLINE, () -> workers.inFlight() == 0 && bodiesHeld() == 0);
        int before = turnedAway.get();
        for (NativeAgent agent : agents) send(agent, UPLOADS_EACH + 1);
        assertThat(turnedAway.get()).as("turned away after the overload").isEqualTo(before);
    }

    private double bodiesHeld() {
        return meters.get("http.bodies.held").gauge().value();
    }

    private Void sendAll(NativeAgent agent) throws IOException, InterruptedException {
        for (int sequence = 1; sequence <= UPLOADS_EACH; sequence++) send(agent, sequence);
        return null;
    }

    /** As an agent: the same bytes until they are taken, self-contained ones when the service has forgotten the state. */
    private void send(NativeAgent agent, int sequence) throws IOException, InterruptedException {
        try (RawHttp http = new RawHttp(RestAssured.port)) {
            byte[] body = agent.report(sequence);
            while (true) {
                RawHttp.Answer answer = http.post("/v1/telemetry", agent.headers(), body);
                mostInFlight.accumulateAndGet(workers.inFlight(), Math::max);
                switch (answer.status()) {
                    case 204 -> {
                        acknowledged.add(agent.node().id() + "/" + sequence);
                        return;
                    }
                    case 409 -> {
                        sentAnew.incrementAndGet();
                        agent.startAnew();
                        body = agent.report(sequence);
                    }
                    case 429, 503 -> {
                        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                        turnedAway.incrementAndGet();
                    }
                    default -> throw new AssertionError(answer);
                }
            }
        }
    }

    private static List<String> onKafka(String network) {
        return KafkaProbe.now(Topics.UPLOADS, upload -> upload.getNetworkId().equals(network)).stream()
                .map(KafkaProbe.Seen::value)
                .map((UploadAccepted upload) -> upload.getNodeId() + "/" + upload.getSequence())
                .toList();
    }
}

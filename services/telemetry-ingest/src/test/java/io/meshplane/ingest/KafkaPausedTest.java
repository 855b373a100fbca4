package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.Devstack;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The broker stands still, as on a machine that swaps, and comes back with all that it was sent meanwhile. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class KafkaPausedTest {

    @Test
    void anUploadIsAnsweredLaterAndIsOnKafkaOnceInTheEnd() throws Exception {
        NativeAgent agent = NativeAgent.signedIn(TestNodes.enrol(Operators.freshNetwork(), NodeRole.NODE_ROLE_GATEWAY));
        agent.upload(agent.report(1)).statusCode(204);
        byte[] second = agent.report(2);

        signal("STOP");
        try {
            agent.upload(second).statusCode(503).header("Retry-After", notNullValue());
        } finally {
            signal("CONT");
        }

        Await.until(
                "it is taken",
                DEADLINE.multipliedBy(3),
                () -> agent.upload(second).extract().statusCode() == 204);
        agent.upload(agent.report(3)).statusCode(204);
        List<Long> sequences =
                KafkaProbe.now(
                                Topics.UPLOADS,
                                u -> u.getNodeId().equals(agent.node().id().value()))
                        .stream()
                        .map(KafkaProbe.Seen::value)
                        .map(UploadAccepted::getSequence)
                        .toList();
        assertThat(sequences).containsExactly(1L, 2L, 3L);
    }

    private static void signal(String name) throws IOException, InterruptedException {
        Properties stores = new Properties();
        try (Reader reader = Files.newBufferedReader(Devstack.shared().data().resolve("run/stores.properties"))) {
            stores.load(reader);
        }
        String pid = stores.getProperty("pid");
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }
}

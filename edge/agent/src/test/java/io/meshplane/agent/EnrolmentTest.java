package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String SIGNATURE = "0x" + "cd".repeat(65);

    private final Vertx vertx = Vertx.vertx();
    private final RecordingControlPlane controlPlane = new RecordingControlPlane(vertx);
    private final NodeKey key = NodeKey.generate();

    @AfterEach
    void stopEverything() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(controlPlane.complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                RecordingControlPlane.CAPTIVE_PORTAL,
                RecordingControlPlane.REFUSING_PORTAL,
                RecordingControlPlane.ANOTHER_NODE
            })
    void asksAgainWhereTheAnswerIsNotTheRegistrys(int answer) throws Exception {
        for (int i = 0; i < 3; i++) controlPlane.nextEnrolments.add(answer);

        NodeFiles.Enrolment taken = enrol("token-1", SIGNATURE);

        assertThat(taken.nodeId()).isEqualTo(NodeId.ofPublicKey(key.publicKey()));
        assertThat(controlPlane.enrolments).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409})
    void takesTheRegistrysRefusalForFinal(int status) {
        controlPlane.nextEnrolments.add(status);

        Throwable refusal = catchThrowable(() -> enrol("token-1", SIGNATURE));

        assertThat(refusal)
                .hasRootCauseInstanceOf(Enrolment.RefusedForGood.class)
                .hasMessageContaining("the test wants " + status);
        assertThat(controlPlane.enrolments).hasSize(1);
    }

    @Test
    void saysThatTheWalletsSignatureIsMissing() {
        Throwable refusal = catchThrowable(() -> enrol("token-1", null));

        assertThat(refusal).hasMessageContaining("wallet-text");
        assertThat(controlPlane.enrolments).isEmpty();
    }

    private NodeFiles.Enrolment enrol(@Nullable String token, @Nullable String signature) throws Exception {
        NodeSettings settings = new NodeSettings(
                "attic",
                Path.of("unused"),
                token,
                "0x" + "ab".repeat(20),
                signature,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                BackOff.of(Duration.ofMillis(20), Duration.ofMillis(200)),
                "test");
        ControlPlane client = new ControlPlane(vertx, controlPlane.uri(), controlPlane.uri(), null, 2, 5_000, CLOCK);
        return new Enrolment(vertx, settings, client, CLOCK, key)
                .run()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}

package io.meshplane.ingest.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.CursorRules;
import io.meshplane.ingest.domain.CursorRules.Decision;
import io.meshplane.platform.event.KafkaConnection;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a second process knows, beside the one under test: another instance, or the same after a restart. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class RestartTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long BOOT = 0xfedc_ba98_7654_3210L;

    @Inject
    KafkaConnection connection;

    @Inject
    Cursors cursors;

    @Inject
    UploadLog log;

    @Inject
    UploadFollower follower;

    private final String node = "nrestart" + new Random().nextInt(1_000_000);

    @Test
    void aNewProcessKnowsExactlyWhatTheOldOneKnew() {
        for (long sequence : new long[] {1, 2, 5, 9, 7}) write(sequence);
        Await.until("the cursor is kept", SOON, () -> isKept(7));
        Cursor known = cursors.find(node);

        Cursor restored = find(another(), node);

        assertThat(restored).isNotNull().isEqualTo(known == null ? null : known.asOurs(false));
        for (long sequence : new long[] {1, 2, 5, 7, 9})
            assertThat(isNew(restored, sequence)).isFalse();
        for (long sequence : new long[] {3, 4, 6, 8, 10})
            assertThat(isNew(restored, sequence)).isTrue();
    }

    @Test
    void anInstanceSeesWhatAnotherOneWrites() {
        Cursors elsewhere = another();

        write(1);

        Await.until("it is seen", SOON, () -> elsewhere.find(node) != null);
        assertThat(isNew(elsewhere.find(node), 1)).isFalse();
    }

    @Test
    void aFenceIsSeenAndHurtsNobody() {
        int partition = UploadLog.partitionOf(node, follower.partitions());
        write(1);

        long offset = log.fence(partition).join();
        follower.reach(partition, offset).await().atMost(SOON);
        follower.reachEnd(partition).await().atMost(SOON);
        write(2);

        Await.until("the fan-out goes on", SOON, () -> isKept(2));
    }

    private Cursors another() {
        Cursors others = new Cursors();
        UploadFollower another = new UploadFollower(others, connection, "telemetry-ingest");
        another.begin();
        Await.until("it has read what was there", SOON, another::isCaughtUp);
        return others;
    }

    private static @Nullable Cursor find(Cursors cursors, String node) {
        return cursors.find(node);
    }

    private static boolean isNew(@Nullable Cursor cursor, long sequence) {
        return CursorRules.accept(cursor, BOOT, sequence, 0, 0) instanceof Decision.Accept;
    }

    private void write(long sequence) {
        UploadHeaders number = new UploadHeaders(BOOT, sequence, 1_700_000_000_000L + sequence);
        byte[] upload = UploadAccepted.newBuilder()
                .setNodeId(node)
                .setNetworkId("t0")
                .setDoor(UploadDoor.UPLOAD_DOOR_NATIVE)
                .setBootId(BOOT)
                .setSequence(sequence)
                .build()
                .toByteArray();
        int partition = UploadLog.partitionOf(node, follower.partitions());
        long offset = log.append(node, partition, number, upload).join();
        assertThat(cursors.written(node, number, offset)).isNotNull();
    }

    private boolean isKept(long sequence) {
        EventId id = EventId.derivedFrom("cursor", node, Long.toUnsignedString(BOOT), Long.toString(sequence), "0");
        return KafkaProbe.now(Topics.CURSORS, cursor -> cursor.getNodeId().equals(node)).stream()
                .anyMatch(seen -> seen.headers().containsValue(id.value()));
    }
}

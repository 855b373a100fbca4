package io.meshplane.telemetry.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Decoded.Reason;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportChainTest {
    private final RouterTelemetry router = RouterTelemetry.of("client", 3);
    private final ReportWriter writer = new ReportWriter(Lane.LIVE);
    private final ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
    private final Workspace workspace = new Workspace();
    private byte[] first = new byte[0];
    private MetricTable table = new MetricTable();
    private byte[] second = new byte[0];

    @BeforeEach
    void writeTwoMessages() {
        first = writer.write(Reports.of(router.next(6), 1));
        table = router.next(6);
        second = writer.write(Reports.of(table, 2));
    }

    @Test
    void asksForTheStateThatItDoesNotHave() {
        assertThat(read(second)).isInstanceOf(Received.StateMissing.class);

        assertThat(read(first)).isInstanceOf(Received.Accepted.class);
        assertThat(read(second)).isInstanceOf(Received.Accepted.class);
    }

    @Test
    void acceptsTheSameContentSelfContainedAfterAReset() {
        assertThat(read(second)).isInstanceOf(Received.StateMissing.class);

        writer.reset();
        Received received = read(writer.write(Reports.of(table, 2)));

        assertThat(received).isInstanceOf(Received.Accepted.class);
        assertThat(((Received.Accepted) received).report().metrics()).isEqualTo(table);
    }

    @Test
    void knowsAMessageAgain() {
        read(first);

        assertThat(read(first)).isEqualTo(new Received.Repeated(1));
        read(second);
        assertThat(read(second)).isEqualTo(new Received.Repeated(2));
        assertThat(read(first)).isInstanceOf(Received.Accepted.class); // self-contained: the caller knows the sequence
    }

    @Test
    void aMessageInBetweenMustNotBeMissing() {
        byte[] third = writer.write(Reports.of(router.next(6), 3));
        read(first);

        assertThat(read(third)).isInstanceOf(Received.StateMissing.class);

        assertThat(read(second)).isInstanceOf(Received.Accepted.class);
        assertThat(read(third)).isInstanceOf(Received.Accepted.class);
    }

    @Test
    void refusesEveryFlippedBitAndKeepsItsState() {
        read(first);
        for (int bit = 0; bit < second.length * 8; bit++) {
            byte[] flipped = second.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(read(flipped)).as("bit %d", bit).isNotInstanceOf(Received.Accepted.class);
        }

        assertThat(read(second)).isInstanceOf(Received.Accepted.class);
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < first.length; length++) {
            assertThat(read(Arrays.copyOf(first, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(Received.Refused.class);
        }
        read(first);
        for (int length = 0; length < second.length; length++) {
            assertThat(read(Arrays.copyOf(second, length))).isInstanceOf(Received.Refused.class);
        }
    }

    @Test
    void refusesBytesBehindTheEnd() {
        assertThat(reason(read(Arrays.copyOf(first, first.length + 1)))).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void bindsAChainedMessageToNodeAndBoot() {
        ReportWriter other = new ReportWriter(Lane.LIVE);
        Report mine = Reports.of(table, 2);
        Report before = Reports.of(router.next(6), 1);
        other.write(renamed(before, "nother", Reports.BOOT));
        byte[] ofAnother = other.write(renamed(mine, "nother", Reports.BOOT));
        ofAnother[6] = second[6]; // as if it claimed to build on the same message
        ofAnother[7] = second[7];
        read(first);

        assertThat(reason(read(ofAnother))).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void beginsAnewWithAnotherBoot() {
        read(first);
        read(second);

        byte[] message = writer.write(renamed(Reports.of(router.next(6), 1), Reports.NODE, 7));

        assertThat(Envelope.of(message)).extracting(Envelope::chained).isEqualTo(false);
        assertThat(read(message)).isInstanceOf(Received.Accepted.class);
    }

    @Test
    void keepsLanesApart() {
        byte[] alert = new ReportWriter(Lane.ALERT).write(Reports.of(table, 3));

        assertThat(reason(read(alert))).isEqualTo(Reason.MALFORMED);
        assertThat(Envelope.of(alert)).extracting(Envelope::lane).isEqualTo(Lane.ALERT);
    }

    @Test
    void leavesMessagesOfVersion1ToItsDecoder() {
        assertThat(reason(read("MPTB\1............".getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
                .isEqualTo(Reason.NOT_A_BATCH);
    }

    @Test
    void refusesAMessageLargerThanItsLimitUnread() {
        assertThat(reason(read(new byte[Limits.DEFAULT.maxBatchBytes() + 1]))).isEqualTo(Reason.TOO_LARGE);
    }

    private static Report renamed(Report report, String nodeId, long bootId) {
        return new Report(
                nodeId,
                bootId,
                report.sequence(),
                report.sentAtMs(),
                report.agentVersion(),
                report.uptimeSeconds(),
                report.babelRoutes(),
                report.metrics(),
                report.links(),
                report.usage(),
                report.notices(),
                report.lines());
    }

    private Received read(byte[] message) {
        return reader.read(message, workspace);
    }

    private static Reason reason(Received received) {
        assertThat(received).isInstanceOf(Received.Refused.class);
        return ((Received.Refused) received).reason();
    }
}

package io.meshplane.telemetry.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.testkit.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Messages that no writer wrote, under checksums that are right. */
class Format2FuzzTest {
    private static final byte[] NODE = Reports.NODE.getBytes(StandardCharsets.UTF_8);
    /** What grows with the number of values is bounded lower than at the service: most would be decoded for nothing. */
    private static final Limits LIMITS =
            new Limits(256 << 10, 2 << 20, 8 << 20, 2_000, 1024, 512, 2_000, 16, 10_000, 128, 128);

    private final Workspace workspace = new Workspace();
    private final ReportReader reader = new ReportReader(Lane.LIVE, LIMITS);

    @Test
    void standsMessagesThatBeginAChain() {
        Fuzz.mustStand("format 2, first", messages(1), input -> said(reader.read(resealed(input, 0), workspace)));
    }

    @Test
    void standsMessagesThatGoOnInAChain() {
        SplittableRandom random = new SplittableRandom(3);
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        Reports.Host host = new Reports.Host(random);
        byte[] first = writer.write(host.next());
        byte[] next = writer.write(host.next());
        Envelope begun = requireNonNull(Envelope.of(first));

        Fuzz.mustStand("format 2, next", List.of(next), input -> {
            assertThat(reader.read(first, workspace)).isNotInstanceOf(Received.Refused.class);
            return said(reader.read(resealed(input, begun.checksum()), workspace));
        });
    }

    @Test
    void standsMessagesUnderWrongChecksums() {
        Fuzz.mustStand("format 2, any checksum", messages(2), input -> said(reader.read(input, workspace)));
    }

    /** Short messages of different hosts, each the last of so many. */
    private static List<byte[]> messages(int count) {
        List<byte[]> messages = new ArrayList<>();
        for (int seed = 1; seed <= 12; seed++) {
            ReportWriter writer = new ReportWriter(Lane.LIVE);
            Reports.Host host = new Reports.Host(new SplittableRandom(seed));
            byte[] message = writer.write(host.next());
            for (int i = 1; i < count; i++) message = writer.write(host.next());
            if (message.length < 1_500) messages.add(message);
        }
        return messages;
    }

    private static long said(Received received) {
        return switch (received) {
            case Received.Accepted(var report) ->
                Fuzz.answer(
                        "accepted",
                        report.metrics().columns(),
                        report.metrics().rows(),
                        report.links().size(),
                        report.usage().size(),
                        report.lines().count());
            case Received.Refused(var reason, var detail) -> Fuzz.answer(reason + detail);
            case Received.Repeated _ -> Fuzz.answer("repeated");
            case Received.StateMissing _ -> Fuzz.answer("state missing");
        };
    }

    /** With a checksum that is right, so that what is changed gets past it. */
    private static byte[] resealed(byte[] message, int before) {
        Envelope envelope = Envelope.of(message);
        if (envelope == null) return message;
        Envelope.seal(message, Envelope.checksum(message, envelope.chained(), NODE, Reports.BOOT, before));
        return message;
    }
}

package io.meshplane.telemetry.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Messages that no writer wrote, under checksums that are right. -Dmeshplane.fuzz=10000000 for a long run. */
class HostileMessagesTest {
    private static final int INPUTS = Integer.getInteger("meshplane.fuzz", 60_000);

    private final Workspace workspace = new Workspace();
    private final ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);

    @Test
    void neverThrowsOnChangedMessages() {
        long seed = 8_966;
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < INPUTS; i += 6) {
            ReportWriter writer = new ReportWriter(Lane.LIVE);
            Reports.Host host = new Reports.Host(random);
            byte[] first = writer.write(host.next());
            byte[] second = writer.write(host.next());
            for (int j = 0; j < 3; j++) {
                assertThat(reader.read(resealed(changed(first, random), 0), workspace))
                        .as("seed %d, %d", seed, i)
                        .isNotNull();
                assertThat(reader.read(first, workspace)).isNotInstanceOf(Received.Refused.class);
                byte[] changed = resealed(changed(second, random), checksumOf(first));
                if (reader.read(changed, workspace) instanceof Received.Accepted) accepted++;
            }
        }

        assertThat(accepted).isPositive(); // so that the changes get deep
    }

    @Test
    void neverThrowsOnRandomContent() {
        long seed = 9_421;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] head = new ReportWriter(Lane.LIVE)
                .write(Reports.of(RouterTelemetry.of("client", 1).next(1), 1));

        for (int i = 0; i < INPUTS / 2; i++) {
            byte[] noise = new byte[1 + random.nextInt(1 << random.nextInt(2, 11))];
            random.nextBytes(noise);
            if (random.nextInt(3) == 0) Arrays.fill(noise, random.nextInt(noise.length), noise.length, (byte) 0);
            int kept = random.nextInt(6, Math.min(head.length, 400));
            byte[] message = Arrays.copyOf(head, kept + noise.length);
            System.arraycopy(noise, 0, message, kept, noise.length);

            assertThat(reader.read(resealed(message, 0), workspace))
                    .as("seed %d, %d", seed, i)
                    .isNotNull();
        }
    }

    @Test
    void readsNoMoreThanItsLimitsAllow() {
        Limits tight = new Limits(1 << 20, 1 << 20, 1 << 20, 100, 1024, 10, 30, 16, 100, 10, 10);
        ReportReader strict = new ReportReader(Lane.LIVE, tight);

        assertThat(strict.read(message(11), workspace)).isInstanceOf(Received.Refused.class);
        assertThat(strict.read(message(1), workspace)).isInstanceOf(Received.Refused.class); // 40 series
    }

    private static byte[] message(int rows) {
        return new ReportWriter(Lane.LIVE)
                .write(Reports.of(RouterTelemetry.of("client", 1).next(rows), 1));
    }

    private static int checksumOf(byte[] message) {
        Envelope envelope = Envelope.of(message);
        return envelope == null ? 0 : envelope.checksum();
    }

    /** The message with a checksum that is right, so that what is changed gets past it. */
    private static byte[] resealed(byte[] message, int before) {
        Envelope envelope = Envelope.of(message);
        if (envelope == null) return message;
        byte[] node = Reports.NODE.getBytes(StandardCharsets.UTF_8);
        Envelope.seal(message, Envelope.checksum(message, envelope.chained(), node, Reports.BOOT, before));
        return message;
    }

    private static byte[] changed(byte[] original, SplittableRandom random) {
        byte[] changed = original.clone();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int at = random.nextInt(8, changed.length);
            switch (random.nextInt(5)) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed = Arrays.copyOf(changed, Math.max(9, at));
                case 3 -> changed = Arrays.copyOf(changed, changed.length + random.nextInt(1, 9));
                default -> changed[changed.length - 1] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return changed;
    }
}

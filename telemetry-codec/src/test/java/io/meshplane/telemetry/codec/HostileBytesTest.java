package io.meshplane.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HostileBytesTest {
    private static final byte[] EXAMPLE = BatchEncoder.encode(Batches.example());
    private static final byte[] EXAMPLE_BODY = BodyEncoder.encode(Batches.example());

    @Test
    void refusesEveryFlippedBit() {
        for (int bit = 0; bit < EXAMPLE.length * 8; bit++) {
            byte[] flipped = EXAMPLE.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(decode(flipped)).as("bit %d", bit).isInstanceOf(Decoded.Refused.class);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < EXAMPLE.length; length++) {
            assertThat(decode(Arrays.copyOf(EXAMPLE, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(Decoded.Refused.class);
        }
    }

    @Test
    void refusesEveryTruncationOfTheBodyUnderAGoodChecksum() {
        for (int length = 0; length < EXAMPLE_BODY.length; length++) {
            assertThat(decodeBody(Arrays.copyOf(EXAMPLE_BODY, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(Decoded.Refused.class);
        }
    }

    @Test
    void refusesBytesAfterTheEnd() {
        assertThat(reason(decodeBody(Arrays.copyOf(EXAMPLE_BODY, EXAMPLE_BODY.length + 1))))
                .isEqualTo(Decoded.Reason.MALFORMED);
    }

    @Test
    void refusesASecondFrameAfterTheFirst() {
        byte[] frame = Zstd.compress(EXAMPLE_BODY);
        byte[] empty = Zstd.compress(new byte[0]);
        byte[] both = Arrays.copyOf(frame, frame.length + empty.length);
        System.arraycopy(empty, 0, both, frame.length, empty.length);

        assertThat(reason(decode(BatchEncoder.seal(both)))).isEqualTo(Decoded.Reason.DAMAGED);
    }

    @Test
    void namesAVersionThatItDoesNotKnow() {
        byte[] next = EXAMPLE.clone();
        next[4] = 2;

        Decoded decoded = decode(next);

        assertThat(decoded)
                .isEqualTo(
                        new Decoded.Refused(Decoded.Reason.UNSUPPORTED_VERSION, "format version 2, only 1 is known"));
    }

    @Test
    void refusesABombByWhatItDeclares() {
        byte[] bomb = BatchEncoder.seal(Zstd.compress(new byte[64 << 20]));

        assertThat(bomb).hasSizeLessThan(10_000);
        assertThat(reason(decode(bomb))).isEqualTo(Decoded.Reason.TOO_LARGE);
    }

    @Test
    void refusesABombThatDeclaresLessThanItHolds() {
        // single segment, 16 bytes declared; one run-length block of 131072 zeros
        byte[] liar = HexFormat.of().parseHex("28b52ffd201003001000");

        assertThat(reason(decode(BatchEncoder.seal(liar)))).isEqualTo(Decoded.Reason.DAMAGED);
    }

    @Test
    void refusesAWindowLargerThanItsLimit() {
        // 16 bytes declared as 8 bytes, but a window of 2^41 bytes; one raw block of one byte
        byte[] wide = HexFormat.of().parseHex("28b52ffdc0f8100000000000000009000000");

        assertThat(reason(decode(BatchEncoder.seal(wide)))).isEqualTo(Decoded.Reason.TOO_LARGE);
    }

    @Test
    void refusesAFrameThatDoesNotDeclareItsSize() {
        byte[] silent = HexFormat.of().parseHex("28b52ffd000801000000");

        assertThat(reason(decode(BatchEncoder.seal(silent)))).isEqualTo(Decoded.Reason.DAMAGED);
    }

    @Test
    void refusesABatchLargerThanItsLimitUnread() {
        assertThat(reason(decode(new byte[Limits.DEFAULT.maxBatchBytes() + 1]))).isEqualTo(Decoded.Reason.TOO_LARGE);
    }

    @Test
    void refusesCountsThatTheBytesCannotHold() {
        ByteSink body = headerOnly();
        body.varint(20_000); // strings, of which none follows

        assertThat(reason(decodeBody(body.toByteArray()))).isEqualTo(Decoded.Reason.MALFORMED);
    }

    @Test
    void refusesCountsAboveTheirLimit() {
        ByteSink body = headerOnly();
        body.varint(Long.MAX_VALUE);

        assertThat(reason(decodeBody(body.toByteArray()))).isEqualTo(Decoded.Reason.TOO_LARGE);
    }

    @Test
    void refusesStringsThatAreNotStrictUtf8() {
        for (String hex : List.of("c080", "eda080", "f8888080", "ff", "c3", "f4908080")) {
            byte[] wrong = HexFormat.of().parseHex(hex);
            ByteSink body = headerOnly();
            body.varint(1);
            body.varint(wrong.length);
            body.bytes(wrong);
            for (int i = 0; i < 4; i++) body.varint(0);

            assertThat(decodeBody(body.toByteArray()))
                    .as(hex)
                    .isEqualTo(new Decoded.Refused(Decoded.Reason.MALFORMED, "string is not UTF-8"));
        }
    }

    @Test
    void neverThrowsOnRandomlyChangedBatches() {
        long seed = 8_966;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] larger = BatchEncoder.encode(Batches.random(random));

        for (int i = 0; i < 50_000; i++) {
            byte[] changed = changed(i % 2 == 0 ? EXAMPLE : larger, random);

            // sealed again, so that the change gets past the checksum to zstd
            boolean seal = i % 4 < 2 && changed.length > BatchEncoder.ENVELOPE_BYTES;
            if (seal) {
                changed = BatchEncoder.seal(Arrays.copyOfRange(changed, BatchEncoder.ENVELOPE_BYTES, changed.length));
            }

            assertThat(decode(changed)).as("seed %d, change %d", seed, i).isNotNull();
        }
    }

    @Test
    void neverThrowsOnRandomlyChangedBodiesAndUnderstandsWhatItAccepts() {
        long seed = 9_421;
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;

        for (int i = 0; i < 50_000; i++) {
            byte[] body = i % 2 == 0 ? EXAMPLE_BODY : BodyEncoder.encode(Batches.random(random));
            byte[] changed = changed(body, random);
            if (decodeBody(changed) instanceof Decoded.Accepted yes) {
                accepted++;
                assertThat(decode(BatchEncoder.encode(yes.batch())))
                        .as("seed %d, change %d", seed, i)
                        .isEqualTo(yes);
            }
        }

        assertThat(accepted).isPositive();
    }

    private static byte[] changed(byte[] original, SplittableRandom random) {
        byte[] changed = original.clone();
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed = Arrays.copyOf(changed, Math.max(1, at));
                default -> changed = Arrays.copyOf(changed, changed.length + random.nextInt(1, 9));
            }
        }
        return changed;
    }

    private static ByteSink headerOnly() {
        ByteSink body = new ByteSink();
        body.varint(1);
        body.bytes("n".getBytes(StandardCharsets.UTF_8));
        body.fixed64(1);
        body.varint(1);
        body.varint(0);
        body.varint(1);
        body.bytes("v".getBytes(StandardCharsets.UTF_8));
        body.varint(0);
        body.varint(0);
        return body;
    }

    private static Decoded decodeBody(byte[] body) {
        return decode(BatchEncoder.seal(Zstd.compress(body)));
    }

    private static Decoded decode(byte[] bytes) {
        return BatchDecoder.decode(bytes, Limits.DEFAULT);
    }

    private static Decoded.Reason reason(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded).reason();
    }
}

package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.meshplane.ingest.adapter.standard.Refusal.Reason;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.adapter.standard.body.OpenedBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenedBodyTest {
    private static final int MAX = 4 << 20;

    private final AtomicLong taken = new AtomicLong();
    private final OpenedBody opened = new OpenedBody(MAX, size -> {
        taken.addAndGet(size);
        return true;
    });

    private byte[] plain() {
        return Arrays.copyOf(opened.bytes(), opened.length());
    }

    private static void assertIs(Reason reason, @Nullable Refusal refusal) {
        assertThat(refusal).isNotNull().extracting(Refusal::reason).isEqualTo(reason);
    }

    /** Text that compresses about as telemetry does. */
    private static byte[] body(int size) {
        Random random = new Random(size);
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            boolean far = i > 64 && random.nextInt(20) > 0;
            body[i] = far ? body[i - 1 - (i % 61)] : (byte) random.nextInt(64);
        }
        return body;
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void undoesWhatTheUsualEncodersDo(Coding coding) {
        for (int size : new int[] {1, 2, 59, 60, 61, 255, 256, 65_535, 65_536, 200_000, (1 << 20) + 1, MAX - 1}) {
            byte[] body = body(size);

            assertThat(opened.open(Codings.encode(body, coding), coding)).isNull();

            assertThat(plain()).isEqualTo(body);
        }
    }

    @Test
    void readsZstdThatDeclaresNoSize() throws IOException {
        byte[] body = body(3 << 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(body);
        }

        assertThat(opened.open(out.toByteArray(), Coding.ZSTD)).isNull();

        assertThat(plain()).isEqualTo(body);
    }

    @Test
    void readsGzipOfSeveralMembers() {
        byte[] first = Codings.encode(body(100), Coding.GZIP);
        byte[] second = Codings.encode(body(200), Coding.GZIP);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(opened.open(both, Coding.GZIP)).isNull();

        assertThat(opened.length()).isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource(value = Coding.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
    void refusesABombWithoutTakingMemory(Coding coding) {
        byte[] bomb = Codings.encode(new byte[64 << 20], coding);

        Refusal refusal = opened.open(bomb, coding);

        assertIs(Reason.TOO_LARGE, refusal);
        assertThat(taken.get()).isLessThan(MAX);
    }

    @Test
    void takesNothingForADeclaredSizeBeyondTheLimit() {
        byte[] snappy = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0};

        Refusal refusal = opened.open(snappy, Coding.SNAPPY);

        assertIs(Reason.TOO_LARGE, refusal);
        assertThat(taken.get()).isZero();
    }

    @Test
    void saysBusyWhenOthersHoldTheMemory() {
        OpenedBody poor = new OpenedBody(MAX, size -> false);

        Refusal refusal = poor.open(Codings.encode(body(2 << 20), Coding.SNAPPY), Coding.SNAPPY);

        assertIs(Reason.BUSY, refusal);
    }

    @ParameterizedTest
    @EnumSource(value = Coding.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
    void refusesABodyThatIsCutOff(Coding coding) {
        byte[] whole = Codings.encode(body(5_000), coding);
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            assertThat(opened.open(Arrays.copyOf(whole, length), coding))
                    .as("cut at %d", length)
                    .isNotNull();
        }
    }
}

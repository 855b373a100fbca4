package io.meshplane.telemetry.codec;

import com.github.luben.zstd.Zstd;
import io.meshplane.testkit.fuzz.Fuzz;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Format1FuzzTest {
    private static final List<Batch> BATCHES = List.of(Batches.example(), Batches.random(new SplittableRandom(5)));

    @Test
    void standsChangedBatches() {
        List<byte[]> frames = BATCHES.stream()
                .map(batch -> Zstd.compress(BodyEncoder.encode(batch)))
                .toList();

        // sealed, so that what is changed gets past the checksum to zstd
        Fuzz.mustStand("format 1, frame", frames, frame -> said(BatchEncoder.seal(frame)));
        Fuzz.mustStand(
                "format 1, envelope", BATCHES.stream().map(BatchEncoder::encode).toList(), Format1FuzzTest::said);
    }

    @Test
    void standsChangedBodies() {
        Fuzz.mustStand(
                "format 1, body",
                BATCHES.stream().map(BodyEncoder::encode).toList(),
                body -> said(BatchEncoder.seal(Zstd.compress(body, 1))));
    }

    private static long said(byte[] batch) {
        return switch (BatchDecoder.decode(batch, Limits.DEFAULT)) {
            case Decoded.Accepted(Batch read) ->
                Fuzz.answer(
                        "accepted",
                        read.metrics().series().size(),
                        read.links().size(),
                        read.usage().size());
            case Decoded.Refused(var reason, var detail) -> Fuzz.answer(reason + detail);
        };
    }
}

package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.Spool.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long BOOT = 0xfedcba9876543210L;

    @TempDir
    private Path data;

    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(data, 1_000);
    }

    @Test
    void shipsTheNewestFirstAndThenTheBacklogInItsOrder() throws IOException {
        for (int i = 1; i <= 3; i++) spool.add(BOOT, i, new byte[10]);

        assertThat(drain()).containsExactly(3L, 1L, 2L);
    }

    @Test
    void drainsTheBacklogEvenIfANewBatchIsAlwaysThere() throws IOException {
        for (int i = 1; i <= 3; i++) spool.add(BOOT, i, new byte[10]);
        List<Long> shipped = new ArrayList<>();

        for (int i = 4; i <= 9; i++) {
            Entry next = spool.next().orElseThrow();
            shipped.add(next.sequence());
            spool.delivered(next);
            spool.add(BOOT, i, new byte[10]);
        }

        assertThat(shipped).containsExactly(3L, 1L, 5L, 2L, 7L, 4L);
    }

    @Test
    void triesABatchThatFailedAgainInItsTurn() throws IOException {
        spool.add(BOOT, 1, new byte[10]);
        spool.add(BOOT, 2, new byte[10]);

        Optional<Entry> failed = spool.next();
        Optional<Entry> then = spool.next();

        assertThat(failed.map(Entry::sequence)).contains(2L);
        assertThat(then.map(Entry::sequence)).contains(1L);
        assertThat(drain()).containsExactly(1L, 2L);
    }

    @Test
    void keepsBatchesOverARestart() throws IOException {
        byte[] bytes = {1, 2, 3};
        spool.add(BOOT, 1, bytes);
        spool.add(BOOT, 2, new byte[10]);

        Spool reopened = Spool.open(data, 1_000);
        reopened.add(7, 1, new byte[10]);

        assertThat(reopened.batches()).isEqualTo(3);
        assertThat(reopened.bytes()).isEqualTo(23);
        Entry newest = reopened.next().orElseThrow();
        Entry oldest = reopened.next().orElseThrow();
        assertThat(newest.bootId()).isEqualTo(7);
        assertThat(oldest.bootId()).isEqualTo(BOOT);
        assertThat(reopened.read(oldest)).contains(bytes);
    }

    @Test
    void dropsAndCountsTheOldestWhenItIsFull() throws IOException {
        for (int i = 1; i <= 12; i++) spool.add(BOOT, i, new byte[100]);

        assertThat(spool.bytes()).isEqualTo(1_000);
        assertThat(spool.dropped()).isEqualTo(2);
        assertThat(files("spool")).hasSize(10);
        assertThat(drain()).startsWith(12L, 3L).doesNotContain(1L, 2L);
    }

    @Test
    void forgetsWhatWasDelivered() throws IOException {
        spool.add(BOOT, 1, new byte[10]);

        spool.delivered(spool.next().orElseThrow());

        assertThat(spool.next()).isEmpty();
        assertThat(spool.bytes()).isZero();
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void movesARefusedBatchAside() throws IOException {
        spool.add(BOOT, 1, new byte[10]);

        spool.refused(spool.next().orElseThrow());

        assertThat(spool.next()).isEmpty();
        assertThat(spool.refused()).isEqualTo(1);
        assertThat(files("spool")).isEmpty();
        assertThat(files("refused")).containsExactly("0000000000000001-fedcba9876543210-1.batch");
    }

    @Test
    void keepsOnlySomeRefusedBatches() throws IOException {
        Spool large = Spool.open(data, 100 << 20);
        for (int i = 1; i <= 6; i++) {
            large.add(BOOT, i, new byte[1 << 20]);
            large.refused(large.next().orElseThrow());
        }

        assertThat(large.refused()).isEqualTo(6);
        assertThat(files("refused")).hasSize(4).first().asString().startsWith("0000000000000003");
    }

    @Test
    void removesWhatAPowerCutLeftHalfWritten() throws IOException {
        Files.write(data.resolve("spool/0000000000000009-0000000000000001-1.batch.tmp"), new byte[5]);

        Spool reopened = Spool.open(data, 1_000);

        assertThat(reopened.next()).isEmpty();
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void survivesABatchThatSomebodyRemoved() throws IOException {
        spool.add(BOOT, 1, new byte[10]);
        Entry entry = spool.next().orElseThrow();
        Files.delete(data.resolve("spool").resolve(entry.fileName()));

        assertThat(spool.read(entry)).isEmpty();
        assertThat(spool.batches()).isZero();
    }

    private List<Long> drain() throws IOException {
        List<Long> sequences = new ArrayList<>();
        for (Optional<Entry> next = spool.next(); next.isPresent(); next = spool.next()) {
            sequences.add(next.get().sequence());
            spool.delivered(next.get());
        }
        return sequences;
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

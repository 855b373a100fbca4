package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.buffer.Note;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash, a power cut or a bad flash does to the files. */
class BufferDamageTest {
    private static final long QUOTA = 1 << 20;
    private static final int SCRAPES = 900;

    @TempDir
    private Path folder;

    private Path data;
    private int copies;

    @Test
    void losesNothingButTheTornRecordWhereverTheLastWriteWasCut() throws IOException {
        Path tail = BufferRig.segments(data, "scrapes").getLast();
        long size = Files.size(tail);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int before = BufferRig.times(open(copy())).size();

        for (int i = 0; i < 200; i++) {
            long cut = random.nextLong(size);
            Path damaged = copy();
            truncate(damaged.resolve(data.relativize(tail)), cut);
            SampleBuffer buffer = open(damaged);
            List<Long> times = BufferRig.times(buffer);

            String why = "seed=" + seed + " cut=" + cut;
            assertThat(times).as(why).isEqualTo(numbers(times.size()));
            assertThat(times.size()).as(why).isGreaterThanOrEqualTo(before - recordsFrom(tail, cut));
        }
    }

    @Test
    void losesAtMostTheSegmentThatIsTouchedAndSaysSo() throws IOException {
        List<Path> segments = BufferRig.segments(data, "scrapes");
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);

        for (int i = 0; i < 300; i++) {
            Path touched = segments.get(random.nextInt(segments.size()));
            int at = random.nextInt((int) Files.size(touched));
            String why = "seed=%d file=%s at=%d".formatted(seed, touched.getFileName(), at);
            Path damaged = copy();
            flip(damaged.resolve(data.relativize(touched)), at, 1 << random.nextInt(8));
            SampleBuffer buffer = open(damaged);
            List<Long> times = BufferRig.times(buffer);

            List<Long> lost = new ArrayList<>(numbers(SCRAPES));
            lost.removeAll(times);
            assertThat(times).as(why).isSorted().doesNotHaveDuplicates();
            assertThat(lost).as(why).isNotEmpty().isSubsetOf(numbersIn(touched));
            assertThat(notes(buffer)).as(why).extracting(Note::kind).containsExactly("buffer-damaged");
            assertThat(buffer.losses().damagedSegments()).as(why).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 11, 15, 16, 5_000})
    void reportsADamageOnce(int at) throws IOException {
        flip(BufferRig.segments(data, "scrapes").getFirst(), at, 1);
        SampleBuffer buffer = open(data);
        BufferRig.times(buffer);
        BufferRig.times(buffer);
        buffer.close();

        SampleBuffer reopened = open(data);
        BufferRig.times(reopened);

        assertThat(notes(reopened)).hasSize(1);
        assertThat(reopened.losses().damagedSegments()).isEqualTo(1);
    }

    @Test
    void startsOverGarbage() throws IOException {
        for (Path file : BufferRig.files(data)) Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        SampleBuffer buffer = open(data);

        buffer.add(new BufferRig(3).next());

        assertThat(BufferRig.times(buffer)).containsExactly(0L);
    }

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data");
        SampleBuffer buffer = open(data);
        BufferRig rig = new BufferRig(40);
        for (int i = 0; i < SCRAPES; i++) buffer.add(rig.next());
        assertThat(BufferRig.segments(data, "scrapes")).hasSizeGreaterThan(2);
    }

    private Path copy() throws IOException {
        Path target = folder.resolve("copy-" + copies++);
        BufferRig.copy(data, target);
        return target;
    }

    private static SampleBuffer open(Path folder) throws IOException {
        return SampleBuffer.open(folder, QUOTA, BufferRig.CLOCK);
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static List<Long> numbersIn(Path segment) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(segment, 'S')) {
            while (reader.next() == SegmentReader.Step.RECORD) numbers.add(reader.index());
        }
        return numbers;
    }

    private static int recordsFrom(Path segment, long cut) throws IOException {
        int records = 0;
        try (SegmentReader reader = new SegmentReader(segment, 'S')) {
            while (reader.next() == SegmentReader.Step.RECORD) records += reader.goodBytes() > cut ? 1 : 0;
        }
        return records;
    }

    private static List<Note> notes(SampleBuffer buffer) throws IOException {
        List<Note> notes = new ArrayList<>();
        for (BatchContents batch : BufferRig.all(buffer)) notes.addAll(batch.notes());
        return notes;
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void flip(Path file, int at, int mask) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= (byte) mask;
        Files.write(file, bytes);
    }
}

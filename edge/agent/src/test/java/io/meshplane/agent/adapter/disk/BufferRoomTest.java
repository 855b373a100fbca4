package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferRoomTest {
    private static final long QUOTA = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void neverTakesMoreThanItsBytesAndCountsWhatItGivesUp() throws IOException {
        Path data = folder.resolve("data");
        SampleBuffer buffer = open(data);
        BufferRig rig = new BufferRig(60);
        long lines = 0;
        for (int i = 0; i < 60_000; i++) {
            buffer.add(rig.next());
            if (i % 5 == 0) buffer.addLines(List.of(BufferRig.line(lines++), BufferRig.line(lines++)));
            if (i % 50 == 0) assertThat(BufferRig.diskBytes(data)).isLessThanOrEqualTo(QUOTA);
            if (i % 20_000 == 7) buffer = reopened(buffer, data);
        }

        Losses losses = buffer.losses();
        List<Long> times = BufferRig.times(buffer);
        assertThat(losses.thinnedScrapes()).isPositive();
        assertThat(losses.scrapes()).isPositive();
        assertThat(times.size() + losses.thinnedScrapes() + losses.scrapes()).isEqualTo(rig.numbers());
        assertThat(times).isSorted().doesNotHaveDuplicates().contains(rig.numbers() - 1);
        assertThat(lines(buffer) + losses.lines()).isEqualTo(lines);
        assertThat(losses.damagedSegments()).isZero();
    }

    @Test
    void thinsOldScrapesBeforeItDropsAny() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(60);

        while (buffer.losses().thinnedScrapes() < 2_000) buffer.add(rig.next());

        List<Long> times = BufferRig.times(buffer);
        long oldGap = times.get(1) - times.get(0);
        long newGap = times.getLast() - times.get(times.size() - 2);
        assertThat(buffer.losses().scrapes()).isZero();
        assertThat(times.getFirst()).isZero();
        assertThat(oldGap).isGreaterThan(1);
        assertThat(newGap).isEqualTo(1);
    }

    @Test
    void dropsLinesOnlyWhenNoScrapeIsLeftAndNotesLast() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(60);
        buffer.add(new Note(1, 0, "kept", ""));
        for (int i = 0; i < 500; i++) buffer.add(rig.next());

        for (int i = 0; i < 30_000; i++) buffer.addLines(List.of(new byte[100]));

        assertThat(buffer.losses().scrapes() + buffer.losses().thinnedScrapes()).isGreaterThan(300);
        assertThat(buffer.losses().lines()).isPositive();
        assertThat(buffer.losses().notes()).isZero();
        assertThat(lines(buffer) + buffer.losses().lines()).isEqualTo(30_000);
    }

    @Test
    void doesNotCountWhatWasDeliveredAsLost() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(60);
        for (int i = 0; i < 2_000; i++) buffer.add(rig.next());
        // live took the second half, the first half waits
        buffer.keep(new Positions(2_000, List.of(new Span(0, 1_000)), null, null), Map.of(), Losses.NONE);

        for (int i = 0; i < 40_000; i++) buffer.add(rig.next());

        Losses losses = buffer.losses();
        List<Long> times = BufferRig.times(buffer);
        long waiting =
                times.stream().filter(time -> time < 1_000 || time >= 2_000).count();
        assertThat(waiting + losses.scrapes() + losses.thinnedScrapes()).isEqualTo(41_000);
    }

    @Test
    void finishesAStepOnceThatACrashLeftHalfDone() throws IOException {
        Path data = folder.resolve("data");
        Path links = Files.createDirectory(folder.resolve("links"));
        SampleBuffer buffer = open(data);
        BufferRig rig = new BufferRig(60);
        while (buffer.losses().scrapes() == 0) buffer.add(rig.next());
        Losses first = buffer.losses();
        for (int step = 0; step < 16; step++) {
            Losses known = buffer.losses();
            List<Path> before = List.of();
            while (buffer.losses().equals(known)) {
                before = link(data, links);
                buffer.add(rig.next());
            }
            buffer.close();
            Losses after = buffer.losses();

            putBack(before, data, links, step % 2 == 0);
            buffer = open(data);

            assertThat(buffer.losses()).isEqualTo(after);
            assertThat(BufferRig.times(buffer).size() + after.scrapes() + after.thinnedScrapes())
                    .isEqualTo(rig.numbers());
        }
        assertThat(buffer.losses().scrapes()).isGreaterThan(first.scrapes());
        assertThat(buffer.losses().thinnedScrapes()).isGreaterThan(first.thinnedScrapes());
    }

    private static List<Path> link(Path data, Path links) throws IOException {
        if (Files.notExists(data.resolve("buffer/scrapes"))) return List.of();
        List<Path> segments = BufferRig.segments(data, "scrapes");
        for (Path file : segments) {
            Path link = links.resolve(file.getFileName());
            if (Files.notExists(link)) Files.createLink(link, file);
        }
        return segments;
    }

    /** As if the process had died before it took the old files away, and perhaps before it put the new one in their place. */
    private static void putBack(List<Path> before, Path data, Path links, boolean alsoTheNewOne) throws IOException {
        List<Path> now = BufferRig.segments(data, "scrapes");
        for (Path file : now) {
            boolean thinned = !file.getFileName().toString().contains("-0.");
            if (alsoTheNewOne && thinned && !before.contains(file)) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".tmp"));
            }
        }
        for (Path file : before) {
            if (!now.contains(file)) Files.copy(links.resolve(file.getFileName()), file);
        }
    }

    @Test
    void holdsRecordsInMemoryWhileTheDiskTakesNoneAndWritesThemAfterwards() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(60);
        for (int i = 0; i < 10; i++) buffer.add(rig.next());
        Path scrapes = folder.resolve("buffer/scrapes");
        Path away = folder.resolve("away");
        Files.move(scrapes, away);
        Files.writeString(scrapes, "no folder");
        while (buffer.held() < 50) buffer.add(rig.next()); // from the next segment on

        Files.delete(scrapes);
        Files.move(away, scrapes);
        buffer.add(rig.next());

        assertThat(buffer.held()).isZero();
        assertThat(buffer.losses()).isEqualTo(Losses.NONE);
        assertThat(BufferRig.times(buffer)).hasSize((int) rig.numbers());
    }

    @Test
    void countsWhatFindsNoRoomInMemoryEither() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(500);
        Path scrapes = folder.resolve("buffer/scrapes");
        Files.delete(scrapes);
        Files.writeString(scrapes, "no folder");
        for (int i = 0; i < 1_000; i++) buffer.add(rig.next());
        int held = buffer.held();
        Files.delete(scrapes);
        Files.createDirectory(scrapes);

        buffer.add(rig.next());

        assertThat(held).isBetween(100, 500);
        assertThat(buffer.losses().scrapes() + BufferRig.times(buffer).size()).isEqualTo(1_001);
        assertThat(BufferRig.times(buffer)).isSorted().contains(1_000L);
    }

    @Test
    void takesAwayWhatWasDelivered() throws IOException {
        SampleBuffer buffer = open(folder);
        BufferRig rig = new BufferRig(60);
        for (int i = 0; i < 2_000; i++) buffer.add(rig.next());

        BufferRig.deliver(buffer, 2_000);

        assertThat(BufferRig.segments(folder, "scrapes")).hasSize(1); // the one that is written to
        assertThat(buffer.losses()).isEqualTo(Losses.NONE);
    }

    private static SampleBuffer reopened(SampleBuffer buffer, Path data) throws IOException {
        buffer.close();
        return open(data);
    }

    private static SampleBuffer open(Path data) throws IOException {
        return SampleBuffer.open(data, QUOTA, BufferRig.CLOCK);
    }

    private static long lines(SampleBuffer buffer) throws IOException {
        long lines = 0;
        for (BatchContents batch : BufferRig.all(buffer)) lines += batch.lines().count();
        return lines;
    }
}

package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What must outlive a power cut, on a disk that loses what was not synced. */
class PowerCutTest {
    private static final int SCRAPES = 20;
    private static final int TRIALS = 50;
    private static final long DISK_BYTES = 1 << 20;
    private static final long SEED = System.nanoTime();

    @Test
    void keepsWhatAKilledProcessLeftForTheNextOne() throws IOException {
        for (int trial = 0; trial < TRIALS; trial++) {
            SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(SEED + trial), DISK_BYTES);
            fill(open(disk), new BufferRig(40)); // and then it is killed
            open(disk).sync();

            disk.powerCut();

            assertThat(BufferRig.times(open(disk))).as("seed=%d", SEED + trial).isEqualTo(numbers());
        }
    }

    @Test
    void keepsWhatWasSyncedBeforeAndAfterTheDiskWasFull() throws IOException {
        for (int trial = 0; trial < TRIALS; trial++) {
            SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(SEED + trial), DISK_BYTES);
            SampleBuffer buffer = open(disk);
            BufferRig rig = new BufferRig(40);
            fill(buffer, rig);
            disk.resize(disk.usedBytes());
            while (buffer.held() == 0) buffer.add(rig.next()); // fills the last block
            disk.resize(DISK_BYTES);
            buffer.add(rig.next());
            buffer.sync();

            disk.powerCut();

            assertThat(BufferRig.times(open(disk)))
                    .as("seed=%d", SEED + trial)
                    .isEqualTo(LongStream.range(0, rig.numbers()).boxed().toList());
        }
    }

    @Test
    void losesOnlyWhatWasNotSynced() throws IOException {
        for (int trial = 0; trial < TRIALS; trial++) {
            SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(SEED + trial), DISK_BYTES);
            SampleBuffer buffer = open(disk);
            BufferRig rig = new BufferRig(40);
            fill(buffer, rig);
            buffer.sync();
            fill(buffer, rig);

            disk.powerCut();

            List<Long> left = BufferRig.times(open(disk));
            assertThat(left)
                    .as("seed=%d", SEED + trial)
                    .startsWith(numbers().toArray(Long[]::new))
                    .isSorted();
        }
    }

    private static List<Long> numbers() {
        return LongStream.range(0, SCRAPES).boxed().toList();
    }

    private static void fill(SampleBuffer buffer, BufferRig rig) {
        for (int i = 0; i < SCRAPES; i++) buffer.add(rig.next());
    }

    private static SampleBuffer open(SimulatedDisk disk) throws IOException {
        Path data = disk.root().resolve("data");
        if (!Files.exists(data)) Files.createDirectory(data);
        return SampleBuffer.open(data, DISK_BYTES / 2, BufferRig.CLOCK);
    }
}

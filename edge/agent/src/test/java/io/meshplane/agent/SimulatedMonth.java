package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.BatchContents;
import io.meshplane.agent.adapter.disk.Scrape;
import io.meshplane.agent.adapter.disk.SimulatedDisk;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Outcome;
import io.meshplane.agent.domain.shipping.ShippingPolicy;
import io.meshplane.telemetry.codec.UsageCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A node on a virtual clock, a scrape each ten seconds, over a disk and an uplink that a seed makes bad: kills between any two steps
 * of the disk, power cuts, a full disk, bits that flip, outages from a minute to days, lost answers. What arrives is compared with
 * what was measured.
 */
final class SimulatedMonth {
    private static final long SCRAPE_MS = 10_000;
    private static final long QUOTA_BYTES = 768 << 10;
    private static final long DISK_BYTES = 4 << 20;
    private static final int SERIES = 12;
    /** No record of a scrape is smaller: a damaged segment holds no more of them than that allows. */
    private static final int SCRAPE_BYTES_LEAST = 24;

    private static final ShippingPolicy POLICY =
            new ShippingPolicy(60_000, 0.5, 6, BackOff.of(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    /**
     * What happens.
     *
     * @param killsADay on average, each third of them a power cut if these are wanted
     */
    record Weather(double killsADay, boolean powerCuts, boolean fullDisk, boolean damage) {}

    private final SplittableRandom random;
    private final Weather weather;
    private final SimulatedDisk disk;
    private final Path data;
    private final SimulatedCounters counters = new SimulatedCounters();
    private final SimulatedReceiver receiver;
    private final SeriesHandle[] series = IntStream.range(0, SERIES)
            .mapToObj(i -> SeriesHandle.of("series_" + i))
            .toArray(SeriesHandle[]::new);
    final List<String> complaints = new ArrayList<>();
    private @Nullable SimulatedNode node;
    private long nowMs;
    private long boots;
    private long uplinkDownUntilMs;
    private long diskFullUntilMs;
    private long sinceSync;
    long scrapes;
    long lines;
    long kills;
    long powerCuts;
    long damaged;
    /** Scrapes that may be gone without a count: in memory when the process was killed, or not synced when the power went. */
    long mayBeLost;

    SimulatedMonth(long seed, Weather weather) throws IOException {
        this.random = new SplittableRandom(seed);
        this.weather = weather;
        this.disk = new SimulatedDisk(random.split(), DISK_BYTES);
        this.data = disk.root().resolve("data");
        this.receiver = new SimulatedReceiver(complaints);
        Files.createDirectory(data);
    }

    /** Lets so much time pass, then a quiet day in which everything that is left arrives. */
    void run(Duration length) throws IOException {
        for (long end = nowMs + length.toMillis(); nowMs < end; ) {
            disturb();
            step();
        }
        disk.haltAfter(Long.MAX_VALUE);
        disk.resize(DISK_BYTES);
        uplinkDownUntilMs = 0;
        for (long end = nowMs + Duration.ofDays(2).toMillis(); nowMs < end && !isDrained(); ) step();
        if (!isDrained()) complaints.add("not drained");
        check();
    }

    private boolean isDrained() {
        SimulatedNode running = node;
        return running != null && running.isDrained();
    }

    private void disturb() throws IOException {
        double aDay = (double) SCRAPE_MS / Duration.ofDays(1).toMillis();
        if (random.nextDouble() < weather.killsADay * aDay) disk.haltAfter(random.nextLong(40));
        if (nowMs > uplinkDownUntilMs && random.nextDouble() < 6 * aDay) {
            // most are short, some last for days
            uplinkDownUntilMs = nowMs + (long) (60_000 * Math.pow(10, 3.6 * Math.pow(random.nextDouble(), 2)));
        }
        if (nowMs > diskFullUntilMs) {
            disk.resize(DISK_BYTES);
            if (weather.fullDisk && random.nextDouble() < aDay) {
                disk.resize(disk.usedBytes() + random.nextLong(8 << 10));
                diskFullUntilMs = nowMs + random.nextLong(7_200_000);
            }
        }
    }

    private void step() {
        try {
            SimulatedNode running = node == null ? start() : node;
            node = running;
            measure(running);
            if (nowMs % 30_000 == 0) {
                running.sync();
                counters.saved();
                sinceSync = 0;
            }
            running.ship(nowMs, nowMs + SCRAPE_MS - 1);
            if (diskUsed() > QUOTA_BYTES) complaints.add("takes " + diskUsed() + " bytes of the disk");
        } catch (SimulatedDisk.Halt halt) {
            halted();
        } catch (IOException full) {
            // told of by the agent's log; the records wait in memory
        }
        nowMs += SCRAPE_MS;
    }

    private long diskUsed() {
        return disk.usedBytes();
    }

    private SimulatedNode start() throws IOException {
        boots++;
        return new SimulatedNode(data, QUOTA_BYTES, POLICY, boots, nowMs, this::send, random.split());
    }

    private void measure(SimulatedNode running) throws IOException {
        counters.grow(random);
        long[] bits = new long[SERIES];
        for (int i = 0; i < SERIES; i++) bits[i] = Double.doubleToRawLongBits(random.nextInt(1_000));
        scrapes++;
        sinceSync++;
        List<UsageCounter> usage = counters.now();
        counters.observed();
        running.observed(new Scrape(scrapes, series, bits), new Observation(List.of(), List.of(), usage, null, nowMs));
        if (random.nextInt(4) == 0) {
            running.buffer().addLines(List.of(("line " + ++lines).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Outcome send(NumberedBatch batch, BatchContents contents, Attachment attachment) {
        // what a live batch says of the counters was saved before
        if (batch.lane() == Lane.LIVE) counters.saved(attachment.usage());
        sinceSync = 0; // its number was kept, and with it all that was added
        if (nowMs < uplinkDownUntilMs || random.nextInt(50) == 0) return Outcome.LATER;
        receiver.take(batch, contents, attachment);
        return random.nextInt(30) == 0 ? Outcome.LATER : Outcome.TAKEN; // the answer may be lost
    }

    private void halted() {
        SimulatedNode killed = node;
        node = null;
        counters.agentKilled();
        boolean power = weather.powerCuts && random.nextInt(3) == 0;
        // the record that was on its way, and those that waited for room
        mayBeLost += 1 + (killed == null ? 0 : killed.buffer().held());
        if (power) {
            powerCuts++;
            mayBeLost += sinceSync;
            disk.powerCut();
            counters.reboot();
        } else {
            kills++;
            disk.restart();
        }
        sinceSync = 0;
        if (weather.damage && random.nextInt(10) == 0) {
            long size = disk.flipABit(".seg");
            if (size > 0) damaged++;
            mayBeLost += size / SCRAPE_BYTES_LEAST;
        }
        if (random.nextInt(3) == 0) disk.haltAfter(random.nextLong(30)); // again, while it starts
        nowMs += SCRAPE_MS * random.nextLong(30);
    }

    private void check() {
        if (node == null) throw new IllegalStateException("nothing runs");
        Losses losses = node.buffer().losses();
        long gone = scrapes - receiver.scrapes() - losses.scrapes() - losses.thinnedScrapes();
        if (gone < 0) complaints.add(-gone + " losses too many are counted: " + losses.inWords());
        if (gone > mayBeLost)
            complaints.add(gone + " scrapes are gone without a count, at most " + mayBeLost + " may be");
        if (damaged == 0)
            receiver.changed().forEach(batch -> complaints.add("changed before its repetition: " + batch));
        counters.check(receiver, complaints);
    }

    SimulatedReceiver receiver() {
        return receiver;
    }

    Losses losses() {
        if (node == null) throw new IllegalStateException("nothing runs");
        return node.buffer().losses();
    }

    @Override
    public String toString() {
        return "%d scrapes, %d arrived in %d batches (%d of them again), %s; %d kills and %d power cuts after %d steps of the disk, %d bits flipped"
                .formatted(
                        scrapes,
                        receiver.scrapes(),
                        receiver.batches(),
                        receiver.repeated(),
                        losses().inWords(),
                        kills,
                        powerCuts,
                        disk.steps(),
                        damaged);
    }
}

package io.meshplane.agent.domain.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.shipping.SimulatedUplink.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippingTest {
    private static final long MINUTE = 60_000;
    private static final BackOff BACK_OFF = BackOff.of(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final ShippingPolicy POLICY = new ShippingPolicy(MINUTE, 0.5, 6, BACK_OFF);

    @Test
    void sendsABatchAnInterval() {
        SimulatedUplink uplink = new SimulatedUplink(1, POLICY);

        uplink.runUntil(60 * MINUTE);

        assertThat(uplink.arrivals).hasSizeBetween(59, 61);
        assertThat(uplink.spans(Lane.BACKLOG)).isEmpty();
        assertThat(uplink.attemptsMs).hasSameSizeAs(uplink.arrivals);
        assertEverythingArrivedOnce(uplink);
    }

    @Test
    void isLiveAgainWithinTwoIntervalsOfAnOutageAndDrainsTheBacklogInOrderBehindIt() {
        SimulatedUplink uplink = new SimulatedUplink(2, POLICY);
        uplink.at(10 * MINUTE, () -> uplink.uplinkDown = true);
        uplink.runUntil(40 * MINUTE);
        uplink.uplinkDown = false;
        uplink.runUntil(42 * MINUTE);

        long newest = uplink.arrivals.stream()
                .filter(arrival -> arrival.batch().lane() == Lane.LIVE)
                .mapToLong(arrival -> arrival.batch().span().to())
                .max()
                .orElseThrow();
        assertThat(newest).isGreaterThanOrEqualTo(uplink.head - 2 * MINUTE / SimulatedUplink.SCRAPE_MS);
        assertThat(uplink.spans(Lane.BACKLOG)).isNotEmpty();
        uplink.runUntil(50 * MINUTE);
        assertEverythingArrivedOnce(uplink);
    }

    @Test
    void givesTheBacklogItsShareOfTheUplink() {
        SimulatedUplink uplink = new SimulatedUplink(3, POLICY);
        uplink.uplinkDown = true;
        uplink.runUntil(48 * 60 * MINUTE);
        uplink.uplinkDown = false;
        uplink.latencyMs = 2_000;
        uplink.runUntil(48 * 60 * MINUTE + 30 * MINUTE);

        List<Arrival> behind = uplink.arrivals.stream()
                .filter(arrival -> arrival.batch().lane() == Lane.BACKLOG)
                .toList();
        long spanMs = behind.getLast().atMs() - behind.getFirst().atMs();
        double uploadMs = 3_000; // 2,000 to 4,000
        double share = behind.size() * uploadMs / spanMs;
        assertThat(behind).hasSizeGreaterThan(100);
        assertThat(share).isBetween(0.4, 0.6);
        assertThat(uplink.complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void deliversEveryRecordOnceAndInOrderWhateverTheNetworkAndTheProcessDo(long seed) {
        SimulatedUplink uplink = new SimulatedUplink(seed, POLICY);
        SplittableRandom random = new SplittableRandom(seed);
        uplink.dropRequest = 0.3;
        uplink.dropAnswer = 0.3;
        long endMs = 24 * 60 * MINUTE;
        for (int i = 0; i < 20; i++) uplink.at(random.nextLong(endMs), uplink::killAndRestart);
        for (int i = 0; i < 20; i++) uplink.at(random.nextLong(endMs), uplink::receiverForgets);
        for (int i = 0; i < 40; i++) uplink.at(random.nextLong(endMs), uplink::urgent);
        for (int i = 0; i < 30; i++) flap(uplink, random.nextLong(endMs), 5_000 + random.nextLong(50_000));
        for (int i = 0; i < 3; i++) flap(uplink, random.nextLong(endMs), 30 * MINUTE);

        uplink.runUntil(endMs);
        uplink.dropRequest = 0;
        uplink.dropAnswer = 0;
        uplink.uplinkDown = false;
        uplink.runUntil(endMs + 60 * MINUTE);

        assertThat(uplink.duplicates).isPositive();
        assertThat(uplink.refusedForState).isPositive();
        assertEverythingArrivedOnce(uplink);
    }

    @Test
    void sendsWhatWasInFlightAgainUnderItsOldNumberAfterARestart() {
        SimulatedUplink uplink = new SimulatedUplink(4, POLICY);
        uplink.dropAnswer = 1;
        uplink.runUntil(3 * MINUTE);
        NumberedBatch first = uplink.arrivals.getFirst().batch();

        uplink.killAndRestart();
        uplink.dropAnswer = 0;
        uplink.runUntil(5 * MINUTE);

        assertThat(uplink.arrivals.getFirst().batch()).isEqualTo(first);
        assertThat(uplink.arrivals)
                .extracting(arrival -> arrival.batch().bootId())
                .contains(1L, 2L);
        assertEverythingArrivedOnce(uplink);
    }

    @Test
    void doesNotLetAStormOfUrgentLinesBecomeAStormOfBatches() {
        SimulatedUplink uplink = new SimulatedUplink(5, POLICY);
        for (long at = 10 * MINUTE; at < 20 * MINUTE; at += 1_000) uplink.at(at, uplink::urgent);

        uplink.runUntil(10 * MINUTE + 1);
        int before = uplink.attemptsMs.size();
        uplink.runUntil(20 * MINUTE);

        assertThat(uplink.attemptsMs.size() - before).isLessThanOrEqualTo(6 + 2 * 10);
        assertEverythingArrivedOnce(uplink);
    }

    @Test
    void flushesAtOnceWhatIsUrgent() {
        SimulatedUplink uplink = new SimulatedUplink(6, new ShippingPolicy(10 * MINUTE, 0.5, 6, BACK_OFF));
        uplink.runUntil(15 * MINUTE);
        long head = uplink.head;

        uplink.urgent();
        uplink.runUntil(15 * MINUTE + 2_000);

        assertThat(uplink.arrivals.getLast().batch().span().to()).isEqualTo(head);
    }

    @Test
    void comesBackWithoutAHerdWhenTheServerWasAway() {
        int nodes = 500;
        long backMs = 30 * MINUTE;
        int[] perSecond = new int[120];
        for (int node = 0; node < nodes; node++) {
            SimulatedUplink uplink = new SimulatedUplink(1_000 + node, POLICY);
            uplink.at(10 * MINUTE, () -> uplink.uplinkDown = true);
            uplink.at(backMs, () -> uplink.uplinkDown = false);
            uplink.runUntil(backMs + 120_000);
            uplink.attemptsMs.stream()
                    .filter(at -> at >= backMs)
                    .forEach(at -> perSecond[(int) Math.min(119, (at - backMs) / 1_000)]++);
        }

        // the mean over the time in which everybody comes back; a herd would be 500 in one second
        double mean = Arrays.stream(perSecond, 0, 60).average().orElseThrow();
        int[] perFiveSeconds = new int[12];
        for (int i = 0; i < 60; i++) perFiveSeconds[i / 5] += perSecond[i];
        assertThat(Arrays.stream(perFiveSeconds).max().orElseThrow() / 5.0).isLessThanOrEqualTo(2 * mean);
    }

    private static void flap(SimulatedUplink uplink, long atMs, long lengthMs) {
        uplink.at(atMs, () -> uplink.uplinkDown = true);
        uplink.at(atMs + lengthMs, () -> uplink.uplinkDown = false);
    }

    /** But for the newest ones, whose time has not come. */
    private static void assertEverythingArrivedOnce(SimulatedUplink uplink) {
        Map<Long, Integer> times = uplink.arrivedTimes();
        List<Long> all = LongStream.range(0, times.size()).boxed().toList();
        assertThat(uplink.complaints).isEmpty();
        assertThat(times.values()).containsOnly(1);
        assertThat(new ArrayList<>(times.keySet())).isEqualTo(all);
        assertThat((long) times.size())
                .isGreaterThanOrEqualTo(uplink.head - 2 * MINUTE / SimulatedUplink.SCRAPE_MS - 1);
        for (Lane lane : Lane.values()) {
            List<Long> starts = uplink.spans(lane).stream().map(Span::from).toList();
            assertThat(starts).isSorted();
        }
    }
}

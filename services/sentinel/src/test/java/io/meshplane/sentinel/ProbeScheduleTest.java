package io.meshplane.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is looked at when. */
class ProbeScheduleTest {
    private final ProbeSchedule schedule = new ProbeSchedule(Duration.ofSeconds(5));

    @Test
    void looksAtEachMemberOnceAPeriodAndNeverAtManyAtOnce() {
        schedule.become(pools(625, 16, 443));

        List<Integer> sizes = IntStream.range(0, schedule.size())
                .mapToObj(slot -> schedule.at(slot).size())
                .toList();
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThan(100)); // 40 on average
        assertThat(schedule.slot().multipliedBy(schedule.size())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void cutsAShortPeriodIntoTenSlots() {
        assertThat(new ProbeSchedule(Duration.ofMillis(100)).slot()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void keepsWhatWasSeenWhenAPoolIsConfiguredAnew() {
        schedule.become(pools(1, 2, 443));
        ProbeTarget target = all().getFirst();
        var _ = target.saw(new ProbeResult.Failed(ProbeResult.Reason.REFUSED, "test"));

        schedule.become(pools(1, 2, 8443));

        assertThat(all()).contains(target);
        assertThat(target.failuresInARow()).isEqualTo(1);
        assertThat(target.member().probePort()).isEqualTo(8443);
    }

    @Test
    void knowsTheOthersOfAPoolAndForgetsWhoIsGone() {
        schedule.become(pools(2, 3, 443));
        ProbeTarget target = all().getFirst();

        assertThat(schedule.besides(target))
                .hasSize(2)
                .allSatisfy(other ->
                        assertThat(other.pool().key()).isEqualTo(target.pool().key()));

        schedule.become(List.of());
        assertThat(all()).isEmpty();
        assertThat(schedule.besides(target)).isEmpty();
    }

    private List<ProbeTarget> all() {
        List<ProbeTarget> all = new ArrayList<>();
        for (int slot = 0; slot < schedule.size(); slot++) all.addAll(schedule.at(slot));
        return all;
    }

    private static List<Pool> pools(int count, int members, int port) {
        List<Pool> pools = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            List<Member> hosts = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                MemberAddress address = new MemberAddress("192.0.2." + (i + 1));
                hosts.add(new Member(new Label("m" + i), address, "h", port, List.of(), Placement.PLAIN, null));
            }
            String name = "p" + number;
            pools.add(new Pool(
                    new PoolKey(new NetworkId("home"), new Label(name)),
                    new DnsName("mesh.test."),
                    new DnsName(name + ".mesh.test."),
                    Serving.plain(30),
                    hosts,
                    new Thresholds(3, 2, 1),
                    "anna"));
        }
        return pools;
    }
}

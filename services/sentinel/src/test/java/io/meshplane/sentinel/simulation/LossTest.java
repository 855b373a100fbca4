package io.meshplane.sentinel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Healthy members behind lossy ways: three vantage points, a probe each 500 ms, repeated after 100 ms when it fails, three in a
 * row and two of three. {@code -Dmeshplane.simulation.days=30} for the month.
 */
class LossTest {
    private static final int DAYS = Integer.getInteger("meshplane.simulation.days", 1);
    private static final long SEED = Long.getLong("meshplane.simulation.first", 1);
    private static final int MEMBERS = 2;
    private static final Thresholds CAREFUL = new Thresholds(3, 2, 2);

    /** How probes get lost; each loses 2 % of the looks that are due; those in a burst are repeated and lost again. */
    enum Loss {
        RANDOM,
        /** All probes of a vantage point get lost for 2 s on average. */
        BURSTS
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void callsNobodyDownWhoIsUp(Loss loss) {
        LossyMonth month = simulate(loss, DAYS);

        assertThat(month.lostShare()).isBetween(0.015, 0.035);
        assertThat(month.fallsAtOneFailure())
                .as("the loss is bad enough to mean something")
                .isGreaterThan(100L * DAYS);
        if (loss == Loss.BURSTS) assertThat(month.fallsAtThreeInARow()).isGreaterThan(100L * DAYS);
        assertThat(month.falls()).as("false falls in %d days", DAYS).isZero();
    }

    private static LossyMonth simulate(Loss loss, int days) {
        LossyMonth month = new LossyMonth(loss, pool(), new Random(SEED));
        month.run(days);
        return month;
    }

    private static Pool pool() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            Label name = new Label("m" + i);
            members.add(new Member(name, new MemberAddress("192.0.2." + i), "h", 1, List.of(), Placement.PLAIN, null));
        }
        PoolKey key = new PoolKey(new NetworkId("home"), new Label("exit"));
        DnsName zone = new DnsName("mesh.test.");
        return new Pool(key, zone, new DnsName("exit.mesh.test."), Serving.plain(30), members, CAREFUL, "anna");
    }
}

package io.meshplane.sentinel.domain;

import static io.meshplane.sentinel.domain.PoolFixture.POLICY;
import static io.meshplane.sentinel.domain.PoolFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A switch between members whose addresses are of different families takes one record type away and adds another. */
class AddressFamilyTest {
    private final Pool exit = PoolFixture.pool("exit", "a", "b", "c");

    @Test
    void knowsTheAddressFamilyOfASwitch() {
        Pool mixed = new Pool(
                exit.key(),
                exit.zone(),
                exit.record(),
                Serving.plain(30),
                List.of(PoolFixture.member("a", "2001:db8::1"), PoolFixture.member("b", "192.0.2.2")),
                new Thresholds(3, 2, 1),
                "anna");
        PoolState up = PoolState.starting(
                mixed, Map.of(new Label("a"), new MemberHealth(Health.UP, "", START, "test", 0)), START);

        RecordPlan.Write write = (RecordPlan.Write) RecordRules.plan(
                mixed, up, PoolFixture.ours(mixed, "former", 1), 0, k -> false, POLICY, START.plusSeconds(100));

        assertThat(write.update().script())
                .contains("update delete exit.mesh.test. A", "update add exit.mesh.test. 30 AAAA 2001:db8:0:0:0:0:0:1");
    }
}

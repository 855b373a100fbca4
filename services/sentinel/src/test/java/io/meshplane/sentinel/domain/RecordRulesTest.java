package io.meshplane.sentinel.domain;

import static io.meshplane.sentinel.domain.PoolFixture.POLICY;
import static io.meshplane.sentinel.domain.PoolFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRulesTest {
    private static final Instant NOW = START.plusSeconds(100);
    private static final MemberAddress A = new MemberAddress("192.0.2.1");
    private static final MemberAddress B = new MemberAddress("192.0.2.2");
    private static final MemberAddress STRANGER = new MemberAddress("203.0.113.9");

    private final Pool pool = PoolFixture.pool("exit", "a", "b", "c");

    /**
     * Health of a, b, c: U for up since long ago, u for up since a moment, D for down, ? for unknown. The member that DNS has, or
     * none, or one that is no member any more, or an address that somebody else put there. The member that it should have afterwards, or none for no write.
     */
    @ParameterizedTest
    @CsvSource({
        "U??, none, a",
        "u??, none, a",
        "?u?, none, none",
        "?U?, none, b",
        "Du?, none, b",
        "???, none, none",
        "DDD, none, none",
        "UUU, a, none",
        "uUU, a, none",
        "DUU, a, b",
        "DuU, a, b",
        "DDU, a, c",
        "DDD, a, none",
        "?UU, a, none",
        "???, a, none",
        "D?U, a, c",
        "UUU, b, a",
        "uUU, b, none",
        "?UU, b, none",
        "uDU, b, a",
        "DUU, c, b",
        "DuU, c, none",
        "UUU, former, a",
        "DDD, former, none",
        "D??, former, none",
        "UUU, stranger, none",
        "DUU, stranger, none",
    })
    void namesTheFirstThatIsUpAndStaysCalm(String health, String served, String expected) {
        RecordPlan plan = plan(state(health), served(served));

        String written = plan instanceof RecordPlan.Write write
                ? pool.memberAt(write.update().mark().answer())
                        .orElseThrow()
                        .name()
                        .value()
                : "none";
        assertThat(written).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"DDD, true", "D?D, false", "???, false", "DDu, false", "UUU, false"})
    void pagesOnceEveryMemberIsJudgedAndNoneIsUp(String health, boolean unserved) {
        assertThat(RecordRules.isUnserved(pool, state(health), NOW)).isEqualTo(unserved);
    }

    @Test
    void writesTheNextEpochOverExactlyWhatWasRead() {
        DnsState read = ours(A, 7);

        RecordPlan.Write write = (RecordPlan.Write) plan(state("DUU"), read);

        assertThat(write.reason()).isEqualTo("a is down: D; b is up");
        assertThat(write.drift()).isFalse();
        assertThat(write.update().script())
                .containsExactly(
                        "zone mesh.test.",
                        "prereq yxrrset _epoch.exit.mesh.test. TXT \"v=1 epoch=7 pool=home/exit answer=192.0.2.1\"",
                        "prereq yxrrset exit.mesh.test. A 192.0.2.1",
                        "prereq nxrrset exit.mesh.test. AAAA",
                        "update delete exit.mesh.test. A",
                        "update add exit.mesh.test. 30 A 192.0.2.2",
                        "update delete _epoch.exit.mesh.test. TXT",
                        "update add _epoch.exit.mesh.test. 30 TXT \"v=1 epoch=8 pool=home/exit answer=192.0.2.2\"",
                        "send");
    }

    @Test
    void demandsThatNothingIsThereWhenNothingWasThere() {
        RecordPlan.Write write = (RecordPlan.Write) plan(state("UUU"), served("none"));

        assertThat(write.update().script())
                .containsExactly(
                        "zone mesh.test.",
                        "prereq nxrrset _epoch.exit.mesh.test. TXT",
                        "prereq nxrrset exit.mesh.test. A",
                        "prereq nxrrset exit.mesh.test. AAAA",
                        "update add exit.mesh.test. 30 A 192.0.2.1",
                        "update add _epoch.exit.mesh.test. 30 TXT \"v=1 epoch=1 pool=home/exit answer=192.0.2.1\"",
                        "send");
    }

    @Test
    void reportsAndRepairsAnEditFromOutside() {
        EpochMark mark = new EpochMark(7, pool.key(), A);
        DnsState edited = new DnsState(List.of(STRANGER), 30, List.of(mark.text()));

        RecordPlan.Write write = (RecordPlan.Write) plan(state("UUU"), edited);

        assertThat(write.drift()).isTrue();
        assertThat(write.update().mark()).isEqualTo(new EpochMark(8, pool.key(), A));
    }

    @Test
    void writesAHigherEpochThanItEverSawThoughTheMarkIsDamaged() {
        DnsState damaged = new DnsState(List.of(A), 30, List.of("\"hello\""));

        RecordPlan plan = RecordRules.plan(pool, state("UUU"), damaged, 41, other -> false, POLICY, NOW);

        assertThat(plan).isInstanceOfSatisfying(RecordPlan.Write.class, write -> {
            assertThat(write.drift()).isTrue();
            assertThat(write.update().mark().epoch()).isEqualTo(42);
        });
    }

    @Test
    void neverTakesOverWhatItDidNotMake() {
        DnsState unmarked = new DnsState(List.of(STRANGER), 30, List.of());
        DnsState partlyOurs = new DnsState(List.of(A, STRANGER), 30, List.of());
        DnsState damaged = new DnsState(List.of(STRANGER), 30, List.of("\"hello\""));

        assertThat(List.of(unmarked, partlyOurs, damaged))
                .allSatisfy(dns -> assertThat(plan(state("UUU"), dns))
                        .isEqualTo(new RecordPlan.NotOurs("exit.mesh.test. exists and was not made by sentinel:"
                                + " remove it, or make each of its addresses a member")));
    }

    @Test
    void adoptsAnUnmarkedRecordThatNamesOnlyMembers() {
        DnsState one = new DnsState(List.of(A), 30, List.of());
        DnsState several = new DnsState(List.of(A, B), 30, List.of());

        assertThat(plan(state("UUU"), one))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.reason()).isEqualTo("takes the record over"));
        assertThat(plan(state("UUU"), several))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.update().mark()).isEqualTo(new EpochMark(1, pool.key(), A)));
    }

    @Test
    void leavesWhatWasMadeForAnotherNetworkAloneThoughThatPoolIsGone() {
        PoolKey gone = new PoolKey(new NetworkId("away"), new Label("exit"));
        DnsState theirs = new DnsState(List.of(A), 30, List.of(new EpochMark(3, gone, A).text()));

        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, key -> false, POLICY, NOW))
                .isEqualTo(new RecordPlan.NotOurs("exit.mesh.test. was made for another network:"
                        + " remove it and its mark _epoch.exit.mesh.test."));
    }

    @Test
    void leavesTheRecordOfAnotherLivingPoolAlone() {
        PoolKey other = new PoolKey(pool.key().network(), new Label("other"));
        DnsState theirs = new DnsState(List.of(STRANGER), 30, List.of(new EpochMark(3, other, STRANGER).text()));

        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, other::equals, POLICY, NOW))
                .isInstanceOf(RecordPlan.NotOurs.class);
        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, gone -> false, POLICY, NOW))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.update().mark()).isEqualTo(new EpochMark(4, pool.key(), A)));
    }

    @Test
    void bringsTheTtlToWhatIsConfigured() {
        DnsState old = new DnsState(List.of(A), 300, List.of(new EpochMark(7, pool.key(), A).text()));

        RecordPlan.Write write = (RecordPlan.Write) plan(state("UUU"), old);

        assertThat(write.reason()).isEqualTo("TTL 300 becomes 30");
        assertThat(write.update().isSwitch()).isFalse();
    }

    private RecordPlan plan(PoolState state, DnsState dns) {
        return RecordRules.plan(pool, state, dns, 0, other -> false, POLICY, NOW);
    }

    private DnsState served(String who) {
        return switch (who) {
            case "none" -> new DnsState(List.of(), 0, List.of());
            case "former" -> ours(STRANGER, 7);
            case "stranger" -> new DnsState(List.of(STRANGER), 30, List.of());
            default -> ours(pool.member(new Label(who)).orElseThrow().address(), 7);
        };
    }

    private DnsState ours(MemberAddress address, long epoch) {
        return new DnsState(List.of(address), 30, List.of(new EpochMark(epoch, pool.key(), address).text()));
    }

    private PoolState state(String marks) {
        Map<Label, MemberHealth> health = new TreeMap<>();
        for (int i = 0; i < marks.length(); i++) {
            char mark = marks.charAt(i);
            Label name = pool.members().get(i).name();
            if (mark == 'U') health.put(name, new MemberHealth(Health.UP, "U", NOW.minusSeconds(60), "test", 0));
            if (mark == 'u') health.put(name, new MemberHealth(Health.UP, "u", NOW.minusSeconds(1), "test", 0));
            if (mark == 'D') health.put(name, new MemberHealth(Health.DOWN, "D", NOW.minusSeconds(60), "test", 0));
        }
        return PoolState.starting(pool, health, NOW);
    }

    @Test
    void knowsTheAddressFamilyOfASwitch() {
        Pool mixed = new Pool(
                pool.key(),
                pool.zone(),
                pool.record(),
                30,
                List.of(PoolFixture.member("a", "2001:db8::1"), PoolFixture.member("b", B.value())),
                new Thresholds(3, 2, 1),
                "anna");
        PoolState up = PoolState.starting(
                mixed, Map.of(new Label("a"), new MemberHealth(Health.UP, "", START, "test", 0)), START);

        RecordPlan.Write write =
                (RecordPlan.Write) RecordRules.plan(mixed, up, ours(STRANGER, 1), 0, k -> false, POLICY, NOW);

        assertThat(write.update().script())
                .contains("update delete exit.mesh.test. A", "update add exit.mesh.test. 30 AAAA 2001:db8:0:0:0:0:0:1");
    }
}

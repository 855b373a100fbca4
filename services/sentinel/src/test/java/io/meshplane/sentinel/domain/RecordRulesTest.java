package io.meshplane.sentinel.domain;

import static io.meshplane.sentinel.domain.PoolFixture.POLICY;
import static io.meshplane.sentinel.domain.PoolFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.Serving.Drift;
import io.meshplane.sentinel.domain.Serving.Form;
import io.meshplane.sentinel.domain.Serving.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRulesTest {
    private static final Instant NOW = START.plusSeconds(100);
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String STRANGER = "203.0.113.9";

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

        String written = plan instanceof RecordPlan.Write(DnsUpdate update, String reason, boolean drift)
                ? String.valueOf(update.mark().primary())
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
        DnsState read = served("a");

        RecordPlan.Write write = (RecordPlan.Write) plan(state("DUU"), read);

        assertThat(write.reason()).isEqualTo("a is down: D; b is up");
        assertThat(write.drift()).isFalse();
        assertThat(write.update().script())
                .containsExactly(
                        "zone mesh.test.",
                        "prereq yxrrset _epoch.exit.mesh.test. TXT "
                                + read.epochTexts().getFirst(),
                        "prereq yxrrset exit.mesh.test. A 192.0.2.1",
                        "prereq nxrrset exit.mesh.test. AAAA",
                        "update delete exit.mesh.test. A",
                        "update add exit.mesh.test. 30 A 192.0.2.2",
                        "update delete _epoch.exit.mesh.test. TXT",
                        "update add _epoch.exit.mesh.test. 30 TXT "
                                + "\"v=2 epoch=8 switch=8 pool=home/exit primary=b set=" + digestOf(B) + '"',
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
                        "update add _epoch.exit.mesh.test. 30 TXT "
                                + "\"v=2 epoch=1 switch=1 pool=home/exit primary=a set=" + digestOf(A) + '"',
                        "send");
    }

    @Test
    void reportsAndRepairsAnEditFromOutside() {
        DnsState edited = edited(pool, STRANGER);

        RecordPlan.Write write = (RecordPlan.Write) plan(state("UUU"), edited);

        assertThat(write.drift()).isTrue();
        assertThat(write.update().mark()).satisfies(mark -> {
            assertThat(mark.epoch()).isEqualTo(8);
            assertThat(mark.primary()).isEqualTo(new Label("a"));
        });
    }

    @Test
    void writesAHigherEpochThanItEverSawThoughTheMarkIsDamaged() {
        DnsState damaged = dns(30, List.of("\"hello\""), A);

        RecordPlan plan = RecordRules.plan(pool, state("UUU"), damaged, 41, other -> false, POLICY, NOW);

        assertThat(plan).isInstanceOfSatisfying(RecordPlan.Write.class, write -> {
            assertThat(write.drift()).isTrue();
            assertThat(write.update().mark().epoch()).isEqualTo(42);
        });
    }

    @Test
    void neverTakesOverWhatItDidNotMake() {
        DnsState unmarked = dns(30, List.of(), STRANGER);
        DnsState partlyOurs = dns(30, List.of(), A, STRANGER);
        DnsState damaged = dns(30, List.of("\"hello\""), STRANGER);

        assertThat(List.of(unmarked, partlyOurs, damaged))
                .allSatisfy(dns -> assertThat(plan(state("UUU"), dns))
                        .isEqualTo(new RecordPlan.NotOurs("exit.mesh.test. exists and was not made by sentinel:"
                                + " remove it, or make each of its addresses a member")));
    }

    @Test
    void adoptsAnUnmarkedRecordThatNamesOnlyMembers() {
        DnsState one = dns(30, List.of(), A);
        DnsState several = dns(30, List.of(), A, B);

        assertThat(plan(state("UUU"), one))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.reason()).isEqualTo("takes the record over"));
        assertThat(plan(state("UUU"), several))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.update().mark()).isEqualTo(mark(1, pool.key(), A)));
    }

    @Test
    void leavesWhatWasMadeForAnotherNetworkAloneThoughThatPoolIsGone() {
        PoolKey gone = new PoolKey(new NetworkId("away"), new Label("exit"));
        DnsState theirs = dns(30, List.of(mark(3, gone, A).text()), A);

        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, key -> false, POLICY, NOW))
                .isEqualTo(new RecordPlan.NotOurs("exit.mesh.test. was made for another network:"
                        + " remove it and its mark _epoch.exit.mesh.test."));
    }

    @Test
    void leavesTheRecordOfAnotherLivingPoolAlone() {
        PoolKey other = new PoolKey(pool.key().network(), new Label("other"));
        DnsState theirs = dns(30, List.of(mark(3, other, STRANGER).text()), STRANGER);

        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, other::equals, POLICY, NOW))
                .isInstanceOf(RecordPlan.NotOurs.class);
        assertThat(RecordRules.plan(pool, state("UUU"), theirs, 0, gone -> false, POLICY, NOW))
                .isInstanceOfSatisfying(
                        RecordPlan.Write.class,
                        write -> assertThat(write.update().mark()).isEqualTo(mark(4, pool.key(), A)));
    }

    @Test
    void bringsTheTtlToWhatIsConfigured() {
        DnsState old = dns(300, List.of(mark(7, pool.key(), A).text()), A);

        RecordPlan.Write write = (RecordPlan.Write) plan(state("UUU"), old);

        assertThat(write.reason()).isEqualTo("TTL 300 becomes 30");
        assertThat(write.update().isSwitch()).isFalse();
    }

    @Test
    void onlyTellsOfAnEditWhereThatIsThePolicy() {
        Pool calm = PoolFixture.with(
                pool, new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 30, true, Drift.REPORT, null));

        assertThat(RecordRules.plan(calm, state("DUU"), edited(calm, STRANGER), 0, k -> false, POLICY, NOW))
                .isEqualTo(new RecordPlan.Edited("edited from outside, found [203.0.113.9]"));
    }

    @Test
    void adoptsAnEditThatNamesAMemberWhereThatIsThePolicy() {
        Pool sticky = PoolFixture.with(
                pool, new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 30, false, Drift.ADOPT, null));

        RecordPlan.Write adopted = write(sticky, state("UUU"), edited(sticky, B));
        assertThat(adopted.reason()).isEqualTo("adopts an edit from outside, found [192.0.2.2]");
        assertThat(adopted.update().mark().primary()).isEqualTo(new Label("b"));
        assertThat(RecordRules.plan(sticky, state("UUU"), adopted.update().after(), 0, k -> false, POLICY, NOW))
                .isInstanceOf(RecordPlan.Keep.class);
        assertThat(write(sticky, state("UUU"), edited(sticky, STRANGER))
                        .update()
                        .mark()
                        .primary())
                .isEqualTo(new Label("a"));
    }

    @Test
    void staysWhereUsersAreIfThePoolIsSticky() {
        Pool sticky = PoolFixture.with(
                pool, new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 30, false, Drift.REPAIR, null));

        assertThat(RecordRules.plan(sticky, state("UUU"), served("b"), 0, k -> false, POLICY, NOW))
                .isInstanceOf(RecordPlan.Keep.class);
    }

    @Test
    void lowersTheTtlWhileSomebodyIsDown() {
        Pool quick = PoolFixture.with(
                pool, new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 5, true, Drift.REPAIR, null));

        assertThat(write(quick, state("UDU"), served("a")).reason()).isEqualTo("TTL 30 becomes 5");
        assertThat(write(quick, state("DUU"), served("a")).update().script())
                .contains("update add exit.mesh.test. 5 A 192.0.2.2");
    }

    private static RecordPlan.Write write(Pool pool, PoolState state, DnsState dns) {
        return (RecordPlan.Write) RecordRules.plan(pool, state, dns, 0, k -> false, POLICY, NOW);
    }

    private RecordPlan plan(PoolState state, DnsState dns) {
        return RecordRules.plan(pool, state, dns, 0, other -> false, POLICY, NOW);
    }

    private DnsState served(String who) {
        return switch (who) {
            case "none" -> DnsState.nothing(pool.record());
            case "stranger" -> dns(30, List.of(), STRANGER);
            default -> PoolFixture.ours(pool, who, 7);
        };
    }

    private DnsState dns(int ttlSeconds, List<String> epochTexts, String... addresses) {
        return new DnsState(pool.record(), PoolFixture.addresses(pool, ttlSeconds, addresses), epochTexts);
    }

    /** Our mark of member a, and other addresses than it tells of. */
    private static DnsState edited(Pool pool, String... addresses) {
        List<String> mark = PoolFixture.ours(pool, "a", 7).epochTexts();
        return new DnsState(pool.record(), PoolFixture.addresses(pool, 30, addresses), mark);
    }

    private EpochMark mark(long epoch, PoolKey owner, String address) {
        return new EpochMark(epoch, epoch, owner, new Label("a"), digestOf(address));
    }

    private String digestOf(String address) {
        return DnsState.digest(PoolFixture.addresses(pool, 30, address));
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
}

package io.meshplane.sentinel.domain;

import static io.meshplane.sentinel.domain.PoolFixture.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.sentinel.domain.Placement.Endpoint;
import io.meshplane.sentinel.domain.Serving.Drift;
import io.meshplane.sentinel.domain.Serving.Form;
import io.meshplane.sentinel.domain.Serving.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DNS says of pools with roles, weights and regions. */
class AnswerRulesTest {
    private static final Instant NOW = PoolFixture.START.plusSeconds(1000);
    private static final Serving ALL =
            new Serving(Mode.ACTIVE_ACTIVE, Form.ADDRESSES, 30, 30, true, Drift.REPAIR, "_wireguard._udp");
    private static final Serving ONE =
            new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 30, true, Drift.REPAIR, "_wireguard._udp");
    private static final Serving ALIAS =
            new Serving(Mode.PRIMARY_STANDBY, Form.ALIAS, 30, 30, true, Drift.REPAIR, null);

    /**
     * Health of a, b, c: U up, D down, ? unknown, f up for 5 s after a fall, F up for 15 s after a fall. Who answers now, and
     * who should.
     */
    @ParameterizedTest
    @CsvSource({
        "UUU, abc, abc",
        "UUU, a, abc",
        "DUU, abc, bc",
        "DDU, abc, c",
        "DDD, abc, abc",
        "?UU, abc, abc",
        "?UU, bc, bc",
        "fUU, bc, bc",
        "FUU, bc, abc",
        "fDD, b, a",
        "D?D, abc, abc",
        "D?f, ab, bc",
        "???, abc, abc",
    })
    void namesEverybodyWhoIsUp(String health, String served, String expected) {
        Pool pool = pool(ALL, null);
        DnsState dns = answering(pool, served);

        RecordPlan plan = plan(pool, health, dns);

        DnsState after =
                plan instanceof RecordPlan.Write(DnsUpdate update, String reason, boolean drift) ? update.after() : dns;
        assertThat(names(pool, after)).isEqualTo(expected);
    }

    @Test
    void tellsByPriorityWhoIsPrimaryAndWhoStandsBy() {
        assertThat(services(write(pool(ONE, null), "UU?")))
                .containsExactly("10 10 51820 a.nodes.test.", "20 20 51820 b.nodes.test.", "21 30 51820 c.nodes.test.");
        assertThat(services(write(pool(ONE, null), "DU?")))
                .containsExactly("10 20 51820 b.nodes.test.", "20 30 51820 c.nodes.test.");
    }

    @Test
    void tellsWeightsOfEquals() {
        assertThat(services(write(pool(ALL, null), "UUD")))
                .containsExactly("10 10 51820 a.nodes.test.", "10 20 51820 b.nodes.test.");
    }

    @Test
    void startsAMemberThatCameBackWithAPartOfItsWeight() {
        assertThat(services(write(pool(ALL, null), "UUF"))).contains("10 7 51820 c.nodes.test.");
    }

    @Test
    void leadsAnAliasToTheHostOfThePrimary() {
        Pool pool = pool(ALIAS, null);

        assertThat(write(pool, "DUU").script())
                .containsSubsequence(
                        "prereq nxrrset exit.mesh.test. CNAME", "update add exit.mesh.test. 30 CNAME b.nodes.test.");
        assertThat(plan(pool, "UUU", write(pool, "UUU").after())).isInstanceOf(RecordPlan.Keep.class);
    }

    @Test
    void answersForARegionFromThereAndFromElsewhereOnlyIfNobodyIsUpThere() {
        Pool pool = pool(ALL, "north");

        assertThat(write(pool, "UUU").script())
                .contains("update add north.exit.mesh.test. 30 A 192.0.2.1")
                .doesNotContain("update add north.exit.mesh.test. 30 A 192.0.2.2");
        assertThat(write(pool, "DUU").script())
                .contains("update add north.exit.mesh.test. 30 A 192.0.2.2")
                .contains("update add north.exit.mesh.test. 30 A 192.0.2.3");
    }

    @Test
    void writesAllRecordsOfASwitchInOneMessageThatDemandsAllOfThem() {
        Pool pool = pool(ALL, "north");
        DnsState before = write(pool, "UUU").after();

        RecordPlan.Write away = (RecordPlan.Write) plan(pool, "DUU", before);

        assertThat(away.reason()).isEqualTo("a is down: D; b, c serve");
        assertThat(away.update().script())
                .contains(
                        "prereq yxrrset exit.mesh.test. A 192.0.2.1",
                        "prereq yxrrset north.exit.mesh.test. A 192.0.2.1",
                        "prereq nxrrset north.exit.mesh.test. AAAA",
                        "prereq yxrrset _wireguard._udp.exit.mesh.test. SRV 10 10 51820 a.nodes.test.",
                        "update delete north.exit.mesh.test. A",
                        "update delete _wireguard._udp.exit.mesh.test. SRV");
        assertThat(plan(pool, "DUU", away.update().after())).isInstanceOf(RecordPlan.Keep.class);
    }

    @Test
    void bringsRolesUpToDateWithoutCallingItASwitch() {
        Pool pool = pool(ONE, null);
        DnsState before = write(pool, "UUU").after();

        RecordPlan.Write tidied = (RecordPlan.Write) plan(pool, "UDU", before);

        assertThat(tidied.reason()).isEqualTo("brings roles and regions up to date: a is up");
        assertThat(tidied.update().isSwitch()).isFalse();
        assertThat(tidied.update().mark().switchEpoch()).isEqualTo(1);
        assertThat(services(tidied.update())).containsExactly("10 10 51820 a.nodes.test.", "20 30 51820 c.nodes.test.");
    }

    @Test
    void refusesWhatDnsCannotSay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Serving(Mode.ACTIVE_ACTIVE, Form.ALIAS, 30, 30, true, Drift.REPAIR, null));
        assertThatIllegalArgumentException().isThrownBy(() -> PoolFixture.with(PoolFixture.pool("exit", "a"), ALIAS));
        assertThatIllegalArgumentException().isThrownBy(() -> pool(ONE, "north"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, 30, 30, true, Drift.REPAIR, "wireguard"));
    }

    /** Members a, b, c of weights 10, 20, 30; a in the region, if there is one. */
    private static Pool pool(Serving serving, @Nullable String region) {
        Pool plain = PoolFixture.pool("exit", "a", "b", "c");
        List<Member> members = Stream.of("a", "b", "c")
                .map(name -> {
                    Member member = plain.member(new Label(name)).orElseThrow();
                    int weight = 10 * (plain.members().indexOf(member) + 1);
                    Label its = region != null && name.equals("a") ? new Label(region) : null;
                    Endpoint endpoint = new Endpoint(new DnsName(name + ".nodes.test."), 51820);
                    Placement placement = new Placement(weight, its, endpoint);
                    return new Member(
                            member.name(),
                            member.address(),
                            member.probeHost(),
                            member.probePort(),
                            List.of(),
                            placement,
                            null);
                })
                .toList();
        return new Pool(
                plain.key(), plain.zone(), plain.record(), serving, members, plain.thresholds(), plain.configuredBy());
    }

    private static DnsUpdate write(Pool pool, String health) {
        return ((RecordPlan.Write) plan(pool, health, DnsState.nothing(pool.record()))).update();
    }

    private static RecordPlan plan(Pool pool, String health, DnsState dns) {
        return RecordRules.plan(pool, state(pool, health), dns, 0, key -> false, POLICY, NOW);
    }

    private static PoolState state(Pool pool, String marks) {
        Map<Label, MemberHealth> health = new TreeMap<>();
        for (int i = 0; i < marks.length(); i++) {
            MemberHealth known = switch (marks.charAt(i)) {
                case 'U' -> new MemberHealth(Health.UP, "U", PoolFixture.START, "test", 0);
                case 'D' -> new MemberHealth(Health.DOWN, "D", PoolFixture.START, "test", 1);
                case 'f' -> new MemberHealth(Health.UP, "f", NOW.minusSeconds(5), "test", 1);
                case 'F' -> new MemberHealth(Health.UP, "F", NOW.minusSeconds(15), "test", 1);
                default -> MemberHealth.unobserved(NOW);
            };
            health.put(pool.members().get(i).name(), known);
        }
        return PoolState.starting(pool, health, NOW);
    }

    /** Our own earlier write of these members. */
    private static DnsState answering(Pool pool, String members) {
        StringBuilder health = new StringBuilder();
        for (Member member : pool.members()) {
            health.append(members.contains(member.name().value()) ? 'U' : 'D');
        }
        return write(pool, health.toString()).after();
    }

    private static String names(Pool pool, DnsState dns) {
        StringBuilder names = new StringBuilder();
        dns.answers()
                .forEach(value ->
                        names.append(pool.memberAnswering(value).orElseThrow().name()));
        return names.toString();
    }

    private static List<String> services(DnsUpdate update) {
        return update.sets().stream()
                .filter(set -> set.type() == RecordType.SRV)
                .flatMap(set -> set.values().stream())
                .toList();
    }
}

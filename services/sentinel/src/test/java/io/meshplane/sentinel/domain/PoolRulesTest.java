package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.PoolRules.Objection;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolRulesTest {
    private static final Zones ZONES = zones(PoolFixture.ZONE);

    private final Pool pool = PoolFixture.pool("exit", "a", "b");

    @Test
    void takesAPoolThatFits() {
        assertThat(PoolRules.objection(pool, List.of(pool), ZONES, false)).isEmpty();
    }

    @Test
    void refusesAZoneThatIsNotOurs() {
        assertThat(PoolRules.objection(pool, List.of(), zones(new DnsName("other.test.")), false))
                .contains(new Objection.UnknownZone());
    }

    @Test
    void refusesAZonesOwnName() {
        DnsName inner = new DnsName("inner.mesh.test.");
        Pool atApex = new Pool(
                pool.key(),
                pool.zone(),
                pool.zone(),
                Serving.plain(30),
                pool.members(),
                new Thresholds(3, 2, 1),
                "anna");
        Pool atInnerApex = new Pool(
                pool.key(), pool.zone(), inner, Serving.plain(30), pool.members(), new Thresholds(3, 2, 1), "anna");

        assertThat(PoolRules.objection(atApex, List.of(), ZONES, false)).contains(new Objection.RecordIsZone());
        assertThat(PoolRules.objection(atInnerApex, List.of(), zones(pool.zone(), inner), false))
                .contains(new Objection.RecordIsZone());
        assertThat(PoolRules.objection(atInnerApex, List.of(), ZONES, false)).isEmpty();
    }

    @Test
    void refusesARecordThatAnotherNetworkHas() {
        PoolKey away = new PoolKey(new NetworkId("away"), new Label("mail"));
        Pool theirs = new Pool(
                away, pool.zone(), pool.record(), Serving.plain(30), pool.members(), new Thresholds(3, 2, 1), "bob");

        assertThat(PoolRules.objection(pool, List.of(theirs), ZONES, false)).contains(new Objection.RecordTaken());
    }

    @Test
    void refusesToMoveAPoolToAnotherRecord() {
        Pool moved = new Pool(
                pool.key(),
                pool.zone(),
                new DnsName("new.mesh.test."),
                Serving.plain(30),
                pool.members(),
                new Thresholds(3, 2, 1),
                "anna");

        assertThat(PoolRules.objection(moved, List.of(pool), ZONES, false))
                .contains(new Objection.RecordMoved(pool.record()));
    }

    @Test
    void refusesATargetThatIsDenied() {
        Member inner = new Member(
                new Label("c"),
                new MemberAddress("192.0.2.9"),
                "169.254.169.254",
                80,
                List.of(),
                Placement.PLAIN,
                null);
        Pool bad = new Pool(
                pool.key(),
                pool.zone(),
                pool.record(),
                Serving.plain(30),
                List.of(pool.members().getFirst(), inner),
                new Thresholds(3, 2, 1),
                "anna");

        assertThat(PoolRules.objection(bad, List.of(), ZONES, true))
                .contains(new Objection.TargetDenied(1, "link-local"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.9.9.9, loopback",
        "::1, loopback",
        "::ffff:127.0.0.1, loopback",
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "::, unspecified",
        "169.254.169.254, link-local",
        "fe80::1, link-local",
        "224.0.0.1, multicast",
        "255.255.255.255, multicast",
        "ff02::1, multicast",
        "fd00:ec2::254, metadata of a cloud",
        "100.100.100.200, metadata of a cloud",
        "64:ff9b::a9fe:a9fe, link-local",
        "64:ff9b::7f00:1, loopback",
        "2002:7f00:1::, loopback",
        "::127.0.0.1, loopback",
    })
    void deniesTargetsThatLeadInside(String address, String reason) {
        assertThat(ProbeTargetRules.denial(InetAddress.ofLiteral(address), false))
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.1.2.3", "100.64.0.1", "2001:db8::1", "fd12:3456::1", "64:ff9b::c000:201"})
    void allowsTargetsOutside(String address) {
        assertThat(ProbeTargetRules.denial(InetAddress.ofLiteral(address), false))
                .isEmpty();
    }

    @Test
    void allowsLoopbackAndNothingElseWhereThatIsConfigured() {
        assertThat(ProbeTargetRules.denial(InetAddress.ofLiteral("127.0.0.1"), true))
                .isEmpty();
        assertThat(ProbeTargetRules.denial(InetAddress.ofLiteral("169.254.1.1"), true))
                .contains("link-local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "-a.test.", "a-.test.", "a..test.", "_epoch.test.", "*.test.", "a b.test.", "ä.test."})
    void refusesWhatIsNoHostName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsName(name));
    }

    @Test
    void leavesRoomForTheNameOfTheEpoch() {
        String label = "a".repeat(61) + ".";

        assertThat(new DnsName(label.repeat(3) + "b".repeat(60) + ".").epochName())
                .hasSize(254);
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsName(label.repeat(4)));
    }

    @Test
    void readsNamesInAnyCaseWithOrWithoutTheLastDot() {
        assertThat(new DnsName("Exit.Mesh.TEST")).isEqualTo(new DnsName("exit.mesh.test."));
        assertThat(new DnsName("xmesh.test.").isWithin(PoolFixture.ZONE)).isFalse();
        assertThat(PoolFixture.ZONE.isWithin(PoolFixture.ZONE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "256.1.1.1",
                "exit.mesh.test",
                "fe80::1%eth0",
                "0.0.0.0",
                "224.0.0.1",
                "::",
                "1::2::3"
            })
    void refusesWhatIsNoAddressOfAHost(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberAddress(address));
    }

    private static Zones zones(DnsName... names) {
        return new Zones(Set.of(names), Map.of());
    }

    @Test
    void keepsAZoneForItsNetworks() {
        NetworkId away = new NetworkId("away");
        Zones bound = new Zones(Set.of(pool.zone()), Map.of(pool.zone(), Set.of(away)));

        assertThat(PoolRules.objection(pool, List.of(), bound, false)).contains(new Objection.ZoneOfOthers());
        assertThat(bound.isOpenTo(pool.zone(), away)).isTrue();
        assertThat(bound.open()).isEmpty();
        assertThat(ZONES.open()).containsExactly(pool.zone());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zones.of(Set.of("mesh.test."), Map.of("other.test.", Set.of("home"))));
    }

    @Test
    void readsBackTheMarkThatItWrote() {
        EpochMark mark = new EpochMark(12, 9, pool.key(), new Label("a"), "0123456789abcdef");
        EpochMark ofSeveral = new EpochMark(12, 0, pool.key(), null, "0123456789abcdef");

        assertThat(EpochMark.parse(mark.text())).contains(mark);
        assertThat(EpochMark.parse(ofSeveral.text())).contains(ofSeveral);
        assertThat(List.of(
                        "epoch=0 switch=0 pool=home/exit",
                        "epoch=1 switch=2 pool=home/exit",
                        "epoch=1 switch=1 pool=home"))
                .allSatisfy(bad -> assertThat(EpochMark.parse("\"v=2 " + bad + " primary=a set=0123456789abcdef\""))
                        .isEmpty());
    }

    @Test
    void fitsTheLongestMarkIntoOneString() {
        String label = "a".repeat(63);
        PoolKey longest = new PoolKey(new NetworkId("a".repeat(32)), new Label(label));
        long most = 999_999_999_999_999_999L;

        String text = new EpochMark(most, most, longest, new Label(label), "0123456789abcdef").text();

        assertThat(text.length() - 2).isLessThanOrEqualTo(255); // RFC 1035 §3.3.14, without the quotes
    }
}

package io.meshplane.sentinel;

import static io.meshplane.sentinel.adapter.dns.ServerUnderTest.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing a record over a line with faults, against the development name server. */
class RecordWriterTest {
    /** The longest, since a busy machine may take a while for a test. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final MemberAddress A = new MemberAddress("192.0.2.1");
    private static final MemberAddress B = new MemberAddress("192.0.2.2");

    private final Instant now = Instant.now();
    private boolean brakeOff = true;
    private final DnsName name = ServerUnderTest.freshName();
    private final Pool pool = poolAt(name, "exit");
    private final ServerUnderTest dns = ServerUnderTest.dev();
    private final FaultyLine line = line(dns);
    private final RecordWriter writer = writer(line.address());

    @BeforeEach
    void aIsServed() {
        assertThat(bring("UU")).isInstanceOf(RecordOutcome.Written.class);
    }

    @AfterEach
    void hangUp() throws IOException {
        line.close();
    }

    @Test
    void keepsWhatIsRight() {
        assertThat(bring("UU")).isInstanceOf(RecordOutcome.Kept.class);
        assertThat(epoch()).isEqualTo(1);
    }

    @Test
    void switchesAndSaysWhy() {
        assertThat(bring("DU")).isInstanceOfSatisfying(RecordOutcome.Written.class, written -> {
            assertThat(written.write().reason()).isEqualTo("a is down: test; b is up");
            assertThat(written.write().update().isSwitch()).isTrue();
        });
        assertThat(answer().answers()).containsExactly(B.value());
        assertThat(epoch()).isEqualTo(2);
    }

    @Test
    void holdsTheLastAnswerWhenNobodyIsUp() {
        assertThat(bring("DD")).isInstanceOf(RecordOutcome.Held.class);
        assertThat(answer().answers()).containsExactly(A.value());
    }

    @Test
    void repairsAnEditFromOutside() throws IOException {
        dns.edit(name.value(), "A", "203.0.113.9");

        assertThat(bring("UU"))
                .isInstanceOfSatisfying(
                        RecordOutcome.Written.class,
                        written -> assertThat(written.write().drift()).isTrue());

        assertThat(answer().answers()).containsExactly(A.value());
    }

    @Test
    void leavesWhatSomebodyElseMadeAsItIs() throws IOException {
        DnsName taken = ServerUnderTest.freshName();
        dns.edit(taken.value(), "A", "203.0.113.9");
        Pool atTaken = poolAt(taken, "taken");
        ReadOutcome before = dns.read(taken);

        RecordOutcome outcome = writer.bringToDesired(atTaken, state(atTaken, "UU"), 0, null, now);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RecordOutcome.NotOurs.class,
                        notOurs -> assertThat(notOurs.reason()).contains("was not made by sentinel"));
        assertThat(dns.read(taken)).isEqualTo(before);
    }

    @Test
    void saysSoWhenTheServerAcceptsWithoutApplying() throws IOException {
        DnsName alias = ServerUnderTest.freshName();
        dns.edit(alias.value(), "CNAME", name.value());
        Pool atAlias = poolAt(alias, "alias");

        assertThat(writer.bringToDesired(atAlias, state(atAlias, "UU"), 0, null, now))
                .isInstanceOf(RecordOutcome.NotApplied.class);
    }

    @Test
    void leavesUsersWhereTheyAreWhileTheBrakeIsOn() {
        brakeOff = false;

        assertThat(bring("DU")).isInstanceOf(RecordOutcome.Braked.class);
        assertThat(bring("UU")).isInstanceOf(RecordOutcome.Kept.class);
        assertThat(answer().answers()).containsExactly(A.value());
    }

    @Test
    void triesAgainAfterAnOutage() {
        line.becomes(FaultyLine.Mode.CUT);
        assertThat(bring("DU")).isInstanceOf(RecordOutcome.Unreachable.class);
        assertThat(answer().answers()).containsExactly(A.value());

        line.becomes(FaultyLine.Mode.CARRIES);
        assertThat(bring("DU")).isInstanceOf(RecordOutcome.Written.class);
        assertThat(answer().answers()).containsExactly(B.value());
    }

    @Test
    void recognisesItsOwnWriteWhoseAnswerWasLost() {
        RecordOutcome.Unreachable lost = writtenWithoutAnswer();

        RecordOutcome found = writer.bringToDesired(pool, state(pool, "DU"), 1, lost.inDoubt(), now);

        assertThat(found)
                .isInstanceOfSatisfying(
                        RecordOutcome.Written.class,
                        written -> assertThat(written.write()).isEqualTo(lost.inDoubt()));
        assertThat(epoch()).isEqualTo(2);
    }

    /** The server does the update, the line dies before it can say so. */
    private RecordOutcome.Unreachable writtenWithoutAnswer() {
        ReadOutcome.Found read = (ReadOutcome.Found) dns.read(name);
        RecordPlan.Write plan = (RecordPlan.Write) writer.plan(pool, state(pool, "DU"), read.state(), 0, now);
        line.becomes(FaultyLine.Mode.SWALLOWS_ANSWERS);
        NameServer overTheLine = new NameServer(line.address(), dns::key, Duration.ofSeconds(2), LEASE);
        assertThat(overTheLine.update(plan.update(), now)).isInstanceOf(UpdateOutcome.Unanswered.class);
        line.becomes(FaultyLine.Mode.CARRIES);
        return new RecordOutcome.Unreachable("the line died", plan);
    }

    private static Pool poolAt(DnsName record, String name) {
        return new Pool(
                new PoolKey(new NetworkId("home"), new Label(name)),
                ZONE,
                record,
                Serving.plain(30),
                List.of(
                        new Member(new Label("a"), A, "a.mesh.example", 443, List.of(), Placement.PLAIN, null),
                        new Member(new Label("b"), B, "b.mesh.example", 443, List.of(), Placement.PLAIN, null)),
                new Thresholds(3, 2, 1),
                "anna");
    }

    private RecordOutcome bring(String health) {
        return writer.bringToDesired(pool, state(pool, health), 0, null, now);
    }

    private DnsState answer() {
        return ((ReadOutcome.Found) dns.read(name)).state();
    }

    private long epoch() {
        return answer().mark().orElseThrow().epoch();
    }

    private PoolState state(Pool pool, String marks) {
        Map<Label, MemberHealth> health = new TreeMap<>();
        for (int i = 0; i < marks.length(); i++) {
            Health state = marks.charAt(i) == 'U' ? Health.UP : Health.DOWN;
            health.put(pool.members().get(i).name(), new MemberHealth(state, "test", now.minusSeconds(60), "test", 0));
        }
        return PoolState.starting(pool, health, now);
    }

    private static FaultyLine line(ServerUnderTest dns) {
        try {
            return new FaultyLine(dns.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordWriter writer(InetSocketAddress address) {
        NameServer server = new NameServer(address, dns::key, Duration.ofSeconds(2), LEASE);
        Policy policy = new Policy(
                Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10));
        return new RecordWriter(
                server, policy, pool.key()::equals, Duration.ofMillis(100), (switched, now) -> brakeOff);
    }
}

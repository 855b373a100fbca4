package io.meshplane.sentinel.adapter.dns;

import static io.meshplane.sentinel.adapter.dns.ServerUnderTest.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the sentinel needs of an authoritative name server; each kind of server passes the same tests. */
abstract class DnsContractTest {
    private static final PoolKey POOL = new PoolKey(new NetworkId("home"), new Label("exit"));
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String V6 = "2001:db8:0:0:0:0:0:1";

    private final DnsName name = ServerUnderTest.freshName();
    private final DnsState nothing = DnsState.nothing(name);

    abstract ServerUnderTest server();

    /** How sentinel reads and writes there. */
    DnsProvider client() {
        return server().client();
    }

    /** The same for somebody with another key. */
    DnsProvider stranger(String key) {
        return server().client(key);
    }

    /** What the server says to a key that it does not know, or a signature that is wrong. */
    String refusalOfAStranger() {
        return "NOTAUTH";
    }

    UpdateOutcome refusalOfTheLate() {
        return new UpdateOutcome.TooLate("BADTIME");
    }

    @Test
    void answersNothingForANameThatIsNotThere() {
        assertThat(client().read(RecordNames.ofAddresses(name))).isEqualTo(new ReadOutcome.Found(nothing));
    }

    @Test
    void answersWhatWasWritten() {
        DnsUpdate first = update(nothing, 1, A);

        assertThat(write(first)).isEqualTo(new UpdateOutcome.Accepted());

        assertThat(read()).isEqualTo(first.after());
        assertThat(read().mark()).contains(first.mark());
    }

    @Test
    void changesTheFamilyOfTheAddressInOneMessage() {
        DnsState v4 = written(update(nothing, 1, A));
        DnsState v6 = written(update(v4, 2, V6));

        assertThat(v6.answers()).containsExactly(V6);
        assertThat(written(update(v6, 3, B)).answers()).containsExactly(B);
    }

    @Test
    void refusesAWriterWithAnOldEpoch() {
        DnsState first = written(update(nothing, 1, A));
        DnsUpdate ofTheStale = update(first, 2, A);
        DnsState second = written(update(first, 2, B));

        UpdateOutcome stale = write(ofTheStale);

        assertThat(stale).isInstanceOf(UpdateOutcome.LostRace.class);
        assertThat(read()).isEqualTo(second);
    }

    @Test
    void refusesAFirstWriteWhereSomebodyWasFirst() {
        DnsState first = written(update(nothing, 1, A));

        assertThat(write(update(nothing, 1, B))).isInstanceOf(UpdateOutcome.LostRace.class);

        assertThat(read()).isEqualTo(first);
    }

    @Test
    void refusesAWriteOverAnEditThatWasNotRead() throws Exception {
        DnsState first = written(update(nothing, 1, A));
        server().edit(name.value(), "A", "203.0.113.9");

        assertThat(write(update(first, 2, B))).isInstanceOf(UpdateOutcome.LostRace.class);

        assertThat(read().answers()).containsExactly("203.0.113.9");
    }

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        DnsState first = written(update(nothing, 1, A));
        DnsProvider client = client();
        List<Callable<UpdateOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DnsUpdate its = update(first, 2, "192.0.2." + (10 + i));
            writers.add(() -> client.update(its, Instant.now()));
        }

        List<UpdateOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<UpdateOutcome> future : threads.invokeAll(writers)) outcomes.add(future.get());
        }

        assertThat(outcomes)
                .filteredOn(new UpdateOutcome.Accepted()::equals)
                .as("winners among " + outcomes)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(UpdateOutcome.LostRace.class::isInstance)
                .hasSize(7);
    }

    /** Knot and BIND say NOERROR to this and do nothing (RFC 2136 §3.4.2.2). */
    @Test
    void putsNoAddressBesideAnAlias() throws Exception {
        server().edit(name.value(), "CNAME", "elsewhere.mesh.test.");
        DnsUpdate beside = update(read(), 1, A);

        var _ = write(beside);

        assertThat(read()).isNotEqualTo(beside.after());
        assertThat(read().answers()).doesNotContain(A);
    }

    @Test
    void tellsANewSerialAfterAWrite() {
        ZoneSerial before = client().serial(ZONE).orElseThrow();

        written(update(nothing, 1, A));

        assertThat(before.isBehind(client().serial(ZONE).orElseThrow())).isTrue();
    }

    @Test
    void refusesAWrongKey() {
        String wrong = server().key().replaceFirst("[^:]*$", "d3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3I=");

        UpdateOutcome outcome = stranger(wrong).update(update(nothing, 1, A), Instant.now());

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused(refusalOfAStranger()));
        assertThat(read()).isEqualTo(nothing);
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        String unknown = "stranger." + server().key();

        UpdateOutcome outcome = stranger(unknown).update(update(nothing, 1, A), Instant.now());

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused(refusalOfAStranger()));
        assertThat(read()).isEqualTo(nothing);
    }

    @Test
    void refusesARecordOutsideTheZone() {
        DnsName outside = new DnsName("exit.other.test.");
        UpdateOutcome outcome = write(update(outside, DnsState.nothing(outside), 1, A));

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused("NOTZONE"));
    }

    @Test
    void doesNotTakeAnAliasForAnAnswer() throws Exception {
        written(update(nothing, 1, A));
        DnsName alias = ServerUnderTest.freshName();

        server().edit(alias.value(), "CNAME", name.value());

        assertThat(client().read(RecordNames.ofAddresses(alias)))
                .isEqualTo(new ReadOutcome.Found(DnsState.nothing(alias)));
    }

    @Test
    void writesOverAMarkThatSomebodyElseWrote() throws Exception {
        DnsState first = written(update(nothing, 1, A));
        server().edit(name.epochName(), "TXT", "\"two\" \"strings; with \\\"quotes\\\"\"");
        assertThat(read()).isNotEqualTo(first);
        assertThat(read().mark()).isEmpty();

        DnsUpdate repair = update(read(), 2, B);

        assertThat(written(repair)).isEqualTo(repair.after());
    }

    @Test
    void refusesWhatWasDecidedTooLongAgo() {
        DnsState first = written(update(nothing, 1, A));
        Instant tooLongAgo = Instant.now().minus(ServerUnderTest.LEASE).minusSeconds(2);

        UpdateOutcome late = client().update(update(first, 2, B), tooLongAgo);

        assertThat(late).isEqualTo(refusalOfTheLate());
        assertThat(read()).isEqualTo(first);
        assertThat(client().update(update(first, 2, B), Instant.now().minusSeconds(10)))
                .isEqualTo(new UpdateOutcome.Accepted());
    }

    private UpdateOutcome write(DnsUpdate update) {
        return client().update(update, Instant.now());
    }

    private DnsState written(DnsUpdate update) {
        assertThat(write(update)).isEqualTo(new UpdateOutcome.Accepted());
        return read();
    }

    private DnsState read() {
        return switch (client().read(RecordNames.ofAddresses(name))) {
            case ReadOutcome.Found(DnsState state) -> state;
            case ReadOutcome.Unanswered(String reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void writesAliasesAndRolesAndRegionsInOneMessage() {
        String host = "a.nodes.test.";
        String service = "_wireguard._udp." + name;
        RecordNames names = new RecordNames(
                name,
                List.of(new RecordSet.Key(name.value(), RecordType.CNAME), new RecordSet.Key(service, RecordType.SRV)));
        List<RecordSet> sets = List.of(
                new RecordSet(name.value(), RecordType.CNAME, 30, List.of(host)),
                new RecordSet(service, RecordType.SRV, 30, List.of("10 5 51820 " + host, "20 1 51820 b.nodes.test.")));
        DnsUpdate update = new DnsUpdate(ZONE, names, nothing, sets, mark(1));

        assertThat(write(update)).isEqualTo(new UpdateOutcome.Accepted());

        assertThat(client().read(names)).isEqualTo(new ReadOutcome.Found(update.after()));
    }

    private DnsUpdate update(DnsState before, long epoch, String answer) {
        return update(name, before, epoch, answer);
    }

    private static DnsUpdate update(DnsName record, DnsState before, long epoch, String answer) {
        RecordType type = new MemberAddress(answer).recordType();
        List<RecordSet> sets = List.of(new RecordSet(record.value(), type, 30, List.of(answer)));
        return new DnsUpdate(ZONE, RecordNames.ofAddresses(record), before, sets, mark(epoch));
    }

    /** The name server does not care whether the digest is right. */
    private static EpochMark mark(long epoch) {
        return new EpochMark(epoch, epoch, POOL, null, "0123456789abcdef");
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the sentinel needs of an authoritative name server; each kind of server passes the same tests. */
abstract class DnsContractTest {
    private static final DnsState NOTHING = new DnsState(List.of(), 0, List.of());
    private static final PoolKey POOL = new PoolKey(new NetworkId("home"), new Label("exit"));
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String V6 = "2001:db8:0:0:0:0:0:1";

    private final DnsName name = ServerUnderTest.freshName();

    abstract ServerUnderTest server();

    @Test
    void answersNothingForANameThatIsNotThere() {
        assertThat(server().client().read(name)).isEqualTo(new ReadOutcome.Found(NOTHING));
    }

    @Test
    void answersWhatWasWritten() {
        DnsUpdate first = update(NOTHING, 1, A);

        assertThat(server().client().update(first)).isEqualTo(new UpdateOutcome.Accepted());

        assertThat(read()).isEqualTo(first.after());
        assertThat(read().mark()).contains(new EpochMark(1, POOL, new MemberAddress(A)));
    }

    @Test
    void changesTheFamilyOfTheAddressInOneMessage() {
        DnsState v4 = written(update(NOTHING, 1, A));
        DnsState v6 = written(update(v4, 2, V6));

        assertThat(v6.addresses()).containsExactly(new MemberAddress(V6));
        assertThat(written(update(v6, 3, B)).addresses()).containsExactly(new MemberAddress(B));
    }

    @Test
    void refusesAWriterWithAnOldEpoch() {
        DnsState first = written(update(NOTHING, 1, A));
        DnsUpdate ofTheStale = update(first, 2, A);
        DnsState second = written(update(first, 2, B));

        UpdateOutcome stale = server().client().update(ofTheStale);

        assertThat(stale).isInstanceOf(UpdateOutcome.LostRace.class);
        assertThat(read()).isEqualTo(second);
    }

    @Test
    void refusesAFirstWriteWhereSomebodyWasFirst() {
        DnsState first = written(update(NOTHING, 1, A));

        assertThat(server().client().update(update(NOTHING, 1, B))).isInstanceOf(UpdateOutcome.LostRace.class);

        assertThat(read()).isEqualTo(first);
    }

    @Test
    void refusesAWriteOverAnEditThatWasNotRead() throws Exception {
        DnsState first = written(update(NOTHING, 1, A));
        server().edit(name.value(), "A", "203.0.113.9");

        assertThat(server().client().update(update(first, 2, B))).isInstanceOf(UpdateOutcome.LostRace.class);

        assertThat(read().addresses()).containsExactly(new MemberAddress("203.0.113.9"));
    }

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        DnsState first = written(update(NOTHING, 1, A));
        NameServer client = server().client();
        List<Callable<UpdateOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DnsUpdate its = update(first, 2, "192.0.2." + (10 + i));
            writers.add(() -> client.update(its));
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

    @Test
    void refusesAWrongKey() {
        String wrong = server().key().replaceFirst("[^:]*$", "d3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3I=");

        UpdateOutcome outcome = server().client(wrong).update(update(NOTHING, 1, A));

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused("NOTAUTH"));
        assertThat(read()).isEqualTo(NOTHING);
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        String unknown = "stranger." + server().key();

        UpdateOutcome outcome = server().client(unknown).update(update(NOTHING, 1, A));

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused("NOTAUTH"));
        assertThat(read()).isEqualTo(NOTHING);
    }

    @Test
    void refusesARecordOutsideTheZone() {
        DnsName outside = new DnsName("exit.other.test.");
        EpochMark mark = new EpochMark(1, POOL, new MemberAddress(A));

        UpdateOutcome outcome = server().client().update(new DnsUpdate(ZONE, outside, NOTHING, mark, 30));

        assertThat(outcome).isEqualTo(new UpdateOutcome.Refused("NOTZONE"));
    }

    @Test
    void doesNotTakeAnAliasForAnAnswer() throws Exception {
        written(update(NOTHING, 1, A));
        DnsName alias = ServerUnderTest.freshName();

        server().edit(alias.value(), "CNAME", name.value());

        assertThat(server().client().read(alias)).isEqualTo(new ReadOutcome.Found(NOTHING));
    }

    @Test
    void writesOverAMarkThatSomebodyElseWrote() throws Exception {
        DnsState first = written(update(NOTHING, 1, A));
        server().edit(name.epochName(), "TXT", "\"two\" \"strings; with \\\"quotes\\\"\"");
        assertThat(read()).isNotEqualTo(first);
        assertThat(read().mark()).isEmpty();

        DnsUpdate repair = update(read(), 2, B);

        assertThat(written(repair)).isEqualTo(repair.after());
    }

    private DnsState written(DnsUpdate update) {
        assertThat(server().client().update(update)).isEqualTo(new UpdateOutcome.Accepted());
        return read();
    }

    private DnsState read() {
        return switch (server().client().read(name)) {
            case ReadOutcome.Found(DnsState state) -> state;
            case ReadOutcome.Unanswered(String reason) -> throw new AssertionError(reason);
        };
    }

    private DnsUpdate update(DnsState before, long epoch, String answer) {
        return new DnsUpdate(ZONE, name, before, new EpochMark(epoch, POOL, new MemberAddress(answer)), 30);
    }
}

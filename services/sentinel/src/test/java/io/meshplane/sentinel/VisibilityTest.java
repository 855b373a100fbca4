package io.meshplane.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.dns.AuthorityServers;
import io.meshplane.sentinel.adapter.dns.KnotWithSecondaries;
import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.domain.AuthorityView;
import io.meshplane.sentinel.domain.AuthorityView.State;
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
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Spread;
import io.meshplane.sentinel.domain.Thresholds;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write into Knot, looked for at BIND secondaries: one that Knot notifies, and one that nobody tells anything. */
@RealPart(program = "knotd", env = "MESHPLANE_KNOT")
@RealPart(program = "named", env = "MESHPLANE_NAMED")
class VisibilityTest {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Policy POLICY =
            new Policy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10));

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable KnotWithSecondaries servers;

    private final Pool pool = pool();
    private final NameServer knot = servers().primary().client();
    private final RecordWriter writer =
            new RecordWriter(knot, POLICY, pool.key()::equals, Duration.ofMillis(100), (switched, now) -> true);
    private @Nullable VisibilityFlow flow;

    @BeforeAll
    static void start() throws IOException {
        servers = KnotWithSecondaries.start(folder);
    }

    @AfterAll
    static void stop() {
        if (servers != null) servers.close();
    }

    @AfterEach
    void endTheFlow() {
        if (flow != null) flow.stop(new ShutdownEvent());
    }

    @Test
    void followsAWriteToTheSecondaryThatIsNotified() {
        VisibilityFlow visibility =
                flow(servers().primary().address(), servers().notified().address());

        visibility.follow(pool, write());

        Spread spread = await(visibility, Spread::isVisible);
        assertThat(spread.views()).extracting(AuthorityView::state).containsExactly(State.SHOWS, State.SHOWS);
        assertThat(spread.views().getFirst().serial())
                .isNotNull()
                .isEqualTo(spread.views().getLast().serial());
        assertThat(spread.shownAt()).hasSize(2);
    }

    @Test
    void tellsWhoLagsAndSendsItAgainUntilItIsThere() throws IOException {
        VisibilityFlow visibility = flow(servers().forgotten().address());
        DnsState written = write();

        visibility.follow(pool, written);

        String reason = Await.value(
                "it is overdue",
                DEADLINE,
                () -> visibility.reasonToSendAgain(pool.key()).orElse(null));
        assertThat(reason).contains("its zone has serial");
        visibility.sentAgain(pool.key());
        DnsState again = ((RecordOutcome.Written) writer.sendAgain(pool, written, 1, reason, Instant.now())).dns();
        assertThat(again.answers()).isEqualTo(written.answers());
        assertThat(again.mark().orElseThrow().epoch()).isEqualTo(2);
        assertThat(again.mark().orElseThrow().switchEpoch())
                .as("users were led nowhere")
                .isEqualTo(1);

        servers().tellTheForgotten();
        visibility.follow(pool, again);
        await(visibility, Spread::isVisible);
    }

    @Test
    void saysOfAServerThatIsAwayThatItIsSilent() {
        VisibilityFlow visibility = flow(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9));

        visibility.follow(pool, write());

        Spread spread = await(visibility, seen -> !seen.views().isEmpty());
        assertThat(spread.views().getFirst().state()).isEqualTo(State.SILENT);
        assertThat(visibility.reasonToSendAgain(pool.key())).isEmpty();
    }

    @Test
    void asksTheServersThatTheZoneNames() throws IOException {
        AuthorityServers named = new AuthorityServers(AuthorityServers.namedBy(knot, 53), Duration.ofSeconds(1));

        assertThat(named.of(ServerUnderTest.ZONE))
                .containsExactly(InetSocketAddress.createUnresolved("ns.mesh.test.", 53));
    }

    private Spread await(VisibilityFlow visibility, Predicate<Spread> condition) {
        return Await.value(
                "the write is seen",
                DEADLINE,
                () -> visibility.spread(pool.key()).filter(condition).orElse(null));
    }

    private DnsState write() {
        MemberHealth up = new MemberHealth(Health.UP, "test", Instant.now(), "test", 0);
        PoolState health = PoolState.starting(pool, Map.of(new Label("a"), up), Instant.now());
        return ((RecordOutcome.Written) writer.bringToDesired(pool, health, 0, null, Instant.now())).dns();
    }

    private VisibilityFlow flow(InetSocketAddress... authorities) {
        AuthorityServers all = new AuthorityServers(zone -> List.of(authorities), Duration.ofSeconds(2));
        flow = new VisibilityFlow(knot, all, WITHIN, InstantSource.system(), new SimpleMeterRegistry());
        return flow;
    }

    private static KnotWithSecondaries servers() {
        if (servers == null) throw new IllegalStateException("the servers did not start");
        return servers;
    }

    private static Pool pool() {
        MemberAddress address = new MemberAddress("192.0.2.1");
        return new Pool(
                new PoolKey(new NetworkId("home"), new Label("exit")),
                ServerUnderTest.ZONE,
                ServerUnderTest.freshName(),
                Serving.plain(30),
                List.of(new Member(new Label("a"), address, "a.mesh.example", 443, List.of(), Placement.PLAIN, null)),
                new Thresholds(3, 2, 1),
                "anna");
    }
}

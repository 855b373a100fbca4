package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usage counters of a {@link LinuxRouter}. */
class UsageTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String KEY = "VeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMs=";
    private static final String TUNNEL = "wg0\t(none)\t(none)\t0\toff\n";

    @TempDir
    private Path root;

    @TempDir
    private Path data;

    private final List<LinuxRouter> routers = new ArrayList<>();
    private LinuxHost host;

    @BeforeEach
    void fillTheHost() throws IOException {
        host = new LinuxHost(root, data);
        Files.writeString(data.resolve("counter-epochs"), "an-earlier-boot 0 true true\n"); // of a node
    }

    @AfterEach
    void stop() {
        routers.forEach(LinuxRouter::stop);
    }

    @Test
    void whatAnInterfaceCarriedBeforeTheNodeWasOneIsNotItsUsage() throws IOException {
        Files.delete(data.resolve("counter-epochs"));
        host.counters("eth0", 1_000_000, 2_000_000);
        LinuxRouter router = router();
        assertThat(only(router)).satisfies(first -> {
            assertThat(first.sentBytes()).isZero();
            assertThat(first.receivedBytes()).isZero();
        });

        host.counters("eth0", 1_000_700, 2_000_600);

        UsageCounter usage = only(router);
        assertThat(usage.sentBytes()).isEqualTo(700);
        assertThat(usage.receivedBytes()).isEqualTo(600);
    }

    @Test
    void staysInOneEpochOverARestartOfTheAgent() throws IOException {
        UsageCounter before = only(router());

        host.counters("eth0", 1_500, 2_500);
        UsageCounter after = only(router());

        assertThat(after.counterEpoch()).isEqualTo(before.counterEpoch());
        assertThat(after.sentBytes()).isEqualTo(1_500);
        assertThat(after.peerId()).isNull();
    }

    @Test
    void beginsAnEpochWhenACounterRanBackwardsWhileTheAgentWasAway() throws IOException {
        UsageCounter before = only(router());

        host.counters("eth0", 10, 2_500);
        UsageCounter after = only(router());

        assertThat(after.counterEpoch()).isNotEqualTo(before.counterEpoch());
    }

    @Test
    void countsATunnelOnceWithItsPeer() throws IOException {
        host.tunnelFiles("wg0", 4);
        host.counters("wg0", 900, 800);
        host.wireGuard(TUNNEL + peer(700, 600));

        UsageCounter usage = only(router());

        assertThat(usage.interfaceName()).isEqualTo("wg0");
        assertThat(usage.peerId()).matches("n[a-z2-7]{26}");
        assertThat(usage.receivedBytes()).isEqualTo(700);
        assertThat(usage.sentBytes()).isEqualTo(600);
    }

    @Test
    void namesAPeerAsThePeopleOfThisNodeWroteItDown() throws IOException {
        String node = "n" + "a".repeat(26);
        Files.writeString(data.resolve("wireguard-peers"), "# key node\n" + KEY + " " + node + "\nother line\n");
        host.wireGuard(TUNNEL + peer(700, 600));

        assertThat(router().observe().usage()).extracting(UsageCounter::peerId).contains(node);
    }

    @Test
    void beginsAnEpochForAPeerThatWasRemovedAndAdded() throws IOException {
        LinuxRouter router = tunnelRouter(peer(700, 600));
        UsageCounter before = only(router);

        host.wireGuard(TUNNEL);
        assertThat(router.observe().usage()).isEmpty();
        host.wireGuard(TUNNEL + peer(900, 900));

        UsageCounter after = only(router);
        assertThat(after.counterEpoch()).isNotEqualTo(before.counterEpoch());
        assertThat(after.peerId()).isEqualTo(before.peerId());
    }

    @Test
    void beginsAnEpochForThePeersOfATunnelThatWasMadeAnew() throws IOException {
        LinuxRouter router = tunnelRouter(peer(700, 600));
        UsageCounter before = only(router);

        host.tunnelFiles("wg0", 17);
        host.wireGuard(TUNNEL + peer(900, 900));

        assertThat(only(router).counterEpoch()).isNotEqualTo(before.counterEpoch());
    }

    @Test
    void keepsTheEpochOfAPeerWhileWireGuardDoesNotAnswer() throws IOException {
        LinuxRouter router = tunnelRouter(peer(700, 600));
        UsageCounter before = only(router);
        host.program("wg", "exit 1");
        assertThat(router.observe().usage()).isEmpty();

        host.wireGuard(TUNNEL + peer(900, 900));

        UsageCounter after = Await.value("the peer", DEADLINE, () -> {
            List<UsageCounter> usage = router.observe().usage();
            return usage.isEmpty() ? null : usage.getFirst();
        });
        assertThat(after.counterEpoch()).isEqualTo(before.counterEpoch());
    }

    @Test
    void countsATunnelAsAnInterfaceWhereItsPeersMayNotBeSeen() throws IOException {
        host.tunnelFiles("wg0", 4);
        host.counters("wg0", 900, 800);
        host.program("wg", "echo 'Unable to access interface wg0: Operation not permitted' >&2; exit 1");

        UsageCounter usage = only(router());

        assertThat(usage.peerId()).isNull();
        assertThat(usage.sentBytes()).isEqualTo(900);
    }

    @Test
    void countsOnWhileTheDiskTakesNothing() throws IOException {
        Files.createDirectories(data.resolve("counter-epochs.tmp/in-the-way"));
        LinuxRouter router = router();
        UsageCounter before = only(router);

        host.counters("eth0", 10, 10);
        UsageCounter after = only(router);

        assertThat(after.counterEpoch()).isNotEqualTo(before.counterEpoch());
        assertThat(data.resolve("counter-epochs")).hasContent("an-earlier-boot 0 true true");
    }

    private LinuxRouter tunnelRouter(String peers) throws IOException {
        host.tunnelFiles("wg0", 4);
        host.counters("wg0", 900, 800);
        host.wireGuard(TUNNEL + peers);
        return router();
    }

    private static String peer(long received, long sent) {
        return "wg0\t" + KEY + "\t(none)\t(none)\t(none)\t0\t" + received + "\t" + sent + "\toff\n";
    }

    private static UsageCounter only(LinuxRouter router) {
        List<UsageCounter> usage = router.observe().usage();
        assertThat(usage).hasSize(1);
        return usage.getFirst();
    }

    private LinuxRouter router() {
        LinuxRouter router = new LinuxRouter(host.settings());
        routers.add(router);
        return router;
    }
}

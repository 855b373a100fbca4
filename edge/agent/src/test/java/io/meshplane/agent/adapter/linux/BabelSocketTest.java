package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.RouterListener;
import io.meshplane.agent.SourceStatus.State;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BabelSocketTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.12.1\nhost h\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";
    private static final String INTERFACE = "add interface w0 up true ipv6 fe80::1 ipv4 10.0.0.1\n";
    private static final String NEIGHBOUR = "add neighbour 5a address fe80::2 if w0 reach ffff ureach 0000"
            + " rxcost 96 txcost 96 rtt 2.645 rttcost 0 cost 96\n";
    private static final String ROUTE = "add route 7b prefix fd00::1/128 from ::/0 installed yes"
            + " id 02:00:00:ff:fe:00:00:02 metric 96 refmetric 0 via fe80::2 if w0\n";

    private final Vertx vertx = Vertx.vertx();
    private final List<NetSocket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void monitorsAndComesBackAfterARestartOfBabeld() {
        BabelSocket babel = follow(listen(BANNER));
        Await.until("its state", DEADLINE, () -> babel.state().isPresent());
        assertThat(babel.state().map(BabelState::installedRoutes)).contains(1);

        connections.getFirst().close();

        Await.until("it is away", DEADLINE, () -> babel.state().isEmpty());
        Await.until("its state again", DEADLINE, () -> babel.state().isPresent());
        assertThat(connections).hasSize(2);
        assertThat(requests).containsExactly("monitor\n", "monitor\n");
        assertThat(babel.phase()).isEqualTo("monitoring");
    }

    @Test
    void leavesAPortThatIsNotBabeldAlone() {
        BabelSocket babel = follow(listen("220 mail.example ESMTP\n"));

        Await.until("it gave up", DEADLINE, () -> babel.phase().equals("absent"));

        assertThat(requests).isEmpty();
        assertThat(babel.state()).isEmpty();
    }

    @Test
    void givesUpAConnectionThatIsNotGreeted() {
        BabelSocket babel = follow(listen(""));

        Await.until("it tried again", DEADLINE, () -> connections.size() == 2);

        assertThat(babel.state()).isEmpty();
    }

    @Test
    void tellsOfALinkThatWentDownOnce() {
        int port = listen(BANNER);
        List<String> down = new CopyOnWriteArrayList<>();
        BabelSocket babel = new BabelSocket("127.0.0.1:" + port);
        babel.tell(listener(down));
        babel.start(vertx);
        Await.until("its state", DEADLINE, () -> babel.state().isPresent());

        connections.getFirst().write(INTERFACE + NEIGHBOUR);
        Await.until(
                "the link", DEADLINE, () -> !babel.state().orElseThrow().links().isEmpty());
        connections.getFirst().write(NEIGHBOUR.replace("add", "change").replace("cost 96\n", "cost 65535\n"));
        connections.getFirst().write(NEIGHBOUR.replace("add", "flush"));

        Await.until(
                "the alert",
                DEADLINE,
                () -> babel.state().orElseThrow().neighbours().isEmpty() && !down.isEmpty());
        assertThat(down).containsExactly("w0 fe80::2");
    }

    @Test
    void givesUpABabeldThatHangs() {
        AtomicInteger asked = new AtomicInteger();
        NetServer server = vertx.createNetServer().connectHandler(connection -> {
            connections.add(connection);
            connection.write(BANNER);
            connection.handler(request -> {
                requests.add(request.toString());
                if (asked.incrementAndGet() % 2 == 1) connection.write(ROUTE + "ok\n");
            });
        });
        BabelSocket babel = new BabelSocket("127.0.0.1:" + port(server), 50);

        babel.start(vertx);

        Await.until("another connection", DEADLINE, () -> connections.size() > 1 && requests.size() > 2);
        assertThat(requests).startsWith("monitor\n", "dump\n", "monitor\n");
    }

    @Test
    void asksASilentBabeldAndBelievesItsAnswer() {
        BabelSocket babel = new BabelSocket("127.0.0.1:" + listen(BANNER), 50);

        babel.start(vertx);

        Await.until("it asked thrice", DEADLINE, () -> requests.size() >= 4);
        assertThat(requests).startsWith("monitor\n", "dump\n", "dump\n", "dump\n");
        assertThat(connections).hasSize(1);
        assertThat(babel.status().state()).isEqualTo(State.UP);
    }

    @Test
    void needsNoMoreDescriptorsAfterTenThousandNeighbours() throws IOException {
        BabelSocket babel = follow(listen(BANNER));
        Await.until("its state", DEADLINE, () -> babel.state().isPresent());
        long before = descriptors();

        StringBuilder changes = new StringBuilder(INTERFACE);
        for (int i = 0; i < 10_000; i++) {
            String one = NEIGHBOUR.replace("fe80::2", "fe80::" + Integer.toHexString(i + 2));
            changes.append(one).append(one.replace("add", "flush"));
        }
        connections.getFirst().write(changes + NEIGHBOUR.replace("5a", "ff"));

        Await.until(
                "the last one",
                DEADLINE,
                () -> babel.state().orElseThrow().neighbours().containsKey("ff"));
        assertThat(babel.state().orElseThrow().neighbours()).hasSize(1);
        assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
        assertThat(babel.unknownLines()).isZero();
    }

    @Test
    void refusesAnAddressOfAnotherForm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BabelSocket("babel.sock"));
    }

    private int listen(String greeting) {
        NetServer server = vertx.createNetServer().connectHandler(connection -> {
            connections.add(connection);
            if (!greeting.isEmpty()) connection.write(greeting);
            connection.handler(request -> {
                requests.add(request.toString());
                connection.write(ROUTE + "ok\n");
            });
        });
        return port(server);
    }

    private static int port(NetServer server) {
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static RouterListener listener(List<String> down) {
        return new RouterListener() {
            @Override
            public Future<Void> log(List<LogLine> lines) {
                return Future.failedFuture("there is no log");
            }

            @Override
            public void linkDown(String interfaceName, String peerAddress) {
                down.add(interfaceName + " " + peerAddress);
            }
        };
    }

    private BabelSocket follow(int port) {
        BabelSocket babel = new BabelSocket("127.0.0.1:" + port);
        babel.start(vertx);
        return babel;
    }
}

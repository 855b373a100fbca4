package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.domain.BabelState;
import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BabelSocketTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.12.1\nhost h\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";
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
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private BabelSocket follow(int port) {
        BabelSocket babel = new BabelSocket("127.0.0.1:" + port);
        babel.start(vertx);
        return babel;
    }
}

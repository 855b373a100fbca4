package io.meshplane.agent;

import io.meshplane.agent.BabelSteering.Pace;
import io.meshplane.agent.adapter.disk.SteeringFile;
import io.meshplane.agent.adapter.http.RouteServiceClient;
import io.meshplane.agent.adapter.linux.BabelSocket;
import io.meshplane.agent.domain.BabelState.Neighbour;
import io.meshplane.agent.domain.steering.InterfaceLines;
import io.meshplane.agent.domain.steering.SteeringPolicy;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real babeld is told what its interface costs; the neighbour says what arrived. */
@RealPart(program = "babeld", env = "MESHPLANE_BABELD", needsRoot = true)
class BabelSteeringTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int WIRED = 96;
    /** With patience enough for a neighbour on a busy machine to see a cost before it is taken back. */
    private static final Pace QUICK = new Pace(
            Duration.ofMillis(100),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            new SteeringPolicy(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(15)));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private BabelPair babels;
    private BabelSocket near;
    private BabelSocket far;
    private BabelSteering steering;
    private volatile @Nullable Integer wantedCost;
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        babels = BabelPair.start(folder, "0.2");
        HttpServer routeService = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        near = new BabelSocket(babels.nearSocket());
        far = new BabelSocket(babels.farSocket());
        near.start(vertx);
        far.start(vertx);
        steering = steering(routeService.actualPort());
    }

    @AfterEach
    void stop() throws InterruptedException {
        steering.stop();
        near.stop();
        far.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        babels.stop();
    }

    @Test
    void setsACostKeepsItAndGivesTheRoutersOwnBack() throws IOException {
        Await.until("the neighbour", DEADLINE, () -> costTowardsNear() == WIRED);

        wantedCost = 500;

        Await.until("the cost", DEADLINE, () -> costTowardsNear() == 500);
        Await.until("it is confirmed", DEADLINE, () -> steering.status().equals("\"500\""));

        near.ask("flush interface near");
        near.ask("interface near");

        Await.until("somebody set it back", DEADLINE, () -> costTowardsNear() == WIRED);
        Await.until("it is restored", DEADLINE, () -> costTowardsNear() == 500);

        long connections = near.connections();
        babels.restartNear();

        Await.until("babeld starts anew", DEADLINE, () -> near.connections() > connections);
        Await.until("it is set again", DEADLINE, () -> costOfReceiving() == 500);

        wantedCost = null;

        Await.until("the router's own", DEADLINE, () -> costTowardsNear() == WIRED);
        Await.until("that is confirmed", DEADLINE, () -> steering.status().equals("\"null\""));
    }

    @Test
    void takesBackACostThatMayHaveCutItOff() {
        wantedCost = 500;
        Await.until("the first cost", DEADLINE, () -> costTowardsNear() == 500);
        Await.until("it is confirmed", DEADLINE, () -> steering.status().equals("\"500\""));

        wantedCost = 700;
        Await.until("it hears of the second", DEADLINE, () -> steering.status().startsWith("\"700\" on probation"));
        silent = true;

        Await.until("the second is in force", DEADLINE, () -> costTowardsNear() == 700);
        Await.until("the second has failed", DEADLINE, () -> steering.status().startsWith("\"500\", \"700\" failed"));
        Await.until("it is taken back", DEADLINE, () -> costTowardsNear() == 500);
    }

    private BabelSteering steering(int port) {
        NodeKey key = NodeKey.generate();
        RouteServiceClient routes = new RouteServiceClient(
                vertx, URI.create("http://127.0.0.1:" + port), null, 2_000, InstantSource.system());
        BabelSteering started = new BabelSteering(
                vertx, near, routes, new SteeringFile(folder), new InterfaceLines(""), InstantSource.system(), QUICK);
        vertx.runOnContext(_ -> started.start(key, NodeId.ofPublicKey(key.publicKey())));
        return started;
    }

    private void answer(HttpServerRequest request) {
        if (silent) return;
        Integer cost = wantedCost;
        String tag = "\"" + cost + "\"";
        if (tag.equals(request.getHeader("If-None-Match"))) {
            request.response().setStatusCode(304).putHeader("ETag", tag).end();
            return;
        }
        JsonArray costs = new JsonArray();
        if (cost != null)
            costs.add(new JsonObject().put("interfaceName", "near").put("rxcost", cost));
        request.response()
                .putHeader("ETag", tag)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("costs", costs)
                        .put("prices", new JsonArray())
                        .encode());
    }

    /** What the near babeld says that it costs to receive over its interface; 0 = it knows no neighbour. */
    private int costOfReceiving() {
        return near.state().stream()
                .flatMap(state -> state.neighbours().values().stream())
                .filter(neighbour -> neighbour.cost() < 65_535)
                .mapToInt(Neighbour::rxcost)
                .max()
                .orElse(0);
    }

    /** What the far babeld is told that it costs to send to the near one; 0 = it knows no such neighbour. */
    private int costTowardsNear() {
        return far.state().stream()
                .flatMap(state -> state.neighbours().values().stream())
                .filter(neighbour -> neighbour.cost() < 65_535)
                .mapToInt(Neighbour::txcost)
                .max()
                .orElse(0);
    }
}

package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.SteeringFile;
import io.meshplane.agent.adapter.disk.SteeringFile.Kept;
import io.meshplane.agent.adapter.http.RouteServiceClient;
import io.meshplane.agent.adapter.linux.BabelSocket;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.agent.domain.steering.BabelSight;
import io.meshplane.agent.domain.steering.InterfaceLines;
import io.meshplane.agent.domain.steering.Probation;
import io.meshplane.agent.domain.steering.Steering;
import io.meshplane.agent.domain.steering.SteeringPolicy;
import io.meshplane.agent.domain.steering.Step;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has babeld go by what the control plane wants (rules: {@link Probation}, {@link Steering}). Runs on one context; a turn begins when the
 * one before is over.
 */
final class BabelSteering {
    private static final Logger LOG = LoggerFactory.getLogger(BabelSteering.class);
    private static final String OK = "ok";

    /** How often things are looked at, and the control plane is asked. */
    record Pace(Duration turn, Duration ask, Duration askOnProbation, SteeringPolicy policy) {
        /** A question costs less than a kilobyte each way. */
        static final Pace USUAL =
                new Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(30), SteeringPolicy.USUAL);
    }

    private final Vertx vertx;
    private final BabelSocket babel;
    private final RouteServiceClient routes;
    private final SteeringFile file;
    private final InterfaceLines lines;
    private final InstantSource clock;
    private final Pace pace;
    private Kept known = Kept.NOTHING;
    private BackOff backOff = BackOff.of(Duration.ofSeconds(10), Duration.ofMinutes(5));
    private @Nullable Long timer;
    private boolean busy;
    private boolean asking;
    private long askAtMs;
    private long connection;
    private String problem = "";

    BabelSteering(
            Vertx vertx,
            BabelSocket babel,
            RouteServiceClient routes,
            SteeringFile file,
            InterfaceLines lines,
            InstantSource clock,
            Pace pace) {
        this.vertx = vertx;
        this.babel = babel;
        this.routes = routes;
        this.file = file;
        this.lines = lines;
        this.clock = clock;
        this.pace = pace;
    }

    /** Begins; asks in the name of the node. */
    void start(NodeKey key, NodeId node) {
        askAtMs = nowMs();
        vertx.executeBlocking(file::read)
                .onSuccess(kept -> known = new Kept(kept.probation().restarted(), kept.steering()))
                .onFailure(cause -> LOG.error("what was done to babeld is not known cause={}", cause.toString()))
                .onComplete(_ -> timer = vertx.setPeriodic(1, pace.turn().toMillis(), _ -> turn(key, node)));
    }

    void stop() {
        if (timer != null) vertx.cancelTimer(timer);
        routes.close();
    }

    /** In a word or two for the status page: the version that holds, and what is in its way. */
    String status() {
        Probation probation = known.probation();
        String version = probation.wanted().version();
        String state = version.isEmpty() ? "own configuration" : version;
        if (probation.tried() != null) state += " on probation";
        if (!probation.failed().isEmpty()) state += ", " + probation.failed() + " failed";
        return problem.isEmpty() ? state : state + ": " + problem;
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void turn(NodeKey key, NodeId node) {
        if (!asking && nowMs() >= askAtMs) ask(key, node);
        if (busy) return;
        busy = true;
        Probation before = known.probation();
        keep(new Kept(before.at(nowMs(), pace.policy().patience()), known.steering()))
                .compose(_ -> step())
                .onFailure(cause -> trouble(cause.getMessage()))
                .onComplete(_ -> busy = false);
        if (before.tried() != null && known.probation().tried() == null) {
            LOG.warn(
                    "the control plane was not heard again, settings are taken back version={}",
                    before.tried().version());
        }
    }

    private void ask(NodeKey key, NodeId node) {
        asking = true;
        long askedAtMs = nowMs();
        routes.settings(key, node, known.probation().wanted()).onComplete(answer -> {
            asking = false;
            if (answer.succeeded()) heard(answer.result(), askedAtMs);
            else {
                backOff = backOff.failed();
                askAtMs = nowMs()
                        + backOff.delay(ThreadLocalRandom.current().nextDouble(), Duration.ZERO)
                                .toMillis();
            }
        });
    }

    private void heard(BabelSettings offered, long askedAtMs) {
        backOff = backOff.succeeded();
        Probation next = known.probation().heard(offered, askedAtMs);
        if (!next.equals(known.probation())) {
            LOG.info(
                    "settings of babeld version={} onProbation={}",
                    next.wanted().version(),
                    next.tried() != null);
        }
        keep(new Kept(next, known.steering())).onFailure(cause -> trouble(cause.getMessage()));
        Duration wait = next.tried() == null ? pace.ask() : pace.askOnProbation();
        long waitMs = wait.toMillis();
        askAtMs = nowMs() + waitMs / 2 + ThreadLocalRandom.current().nextLong(waitMs); // not all nodes at once
    }

    private Future<Void> step() {
        Optional<BabelState> state = babel.state();
        if (state.isEmpty()) return trouble("babeld is away");
        if (babel.connections() != connection) {
            connection = babel.connections();
            known = new Kept(known.probation(), known.steering().reconnected());
        }
        BabelSettings wanted = known.probation().wanted();
        BabelSight sight = BabelSight.of(state.get());
        return switch (known.steering().next(wanted, sight, pace.policy(), clock.instant(), nowMs())) {
            case Step.Rest(boolean inForce) -> rest(inForce);
            case Step.SetFee(long fee) -> setFee(fee);
            case Step.Recost(String name, Integer rxcost) -> recost(name, rxcost);
            case Step.Readd(String name, Integer rxcost) -> add(name, rxcost);
        };
    }

    private Future<Void> rest(boolean inForce) {
        if (!inForce) return Future.succeededFuture();
        problem = "";
        boolean wasTried = known.probation().inForceSinceMs() != null;
        Probation next = known.probation().inForce(nowMs());
        if (next.inForceSinceMs() != null && !wasTried) askAtMs = nowMs(); // can it still be heard?
        return keep(new Kept(next, known.steering()));
    }

    private Future<Void> setFee(long fee) {
        known = new Kept(known.probation(), known.steering().feeTold(nowMs()));
        return babel.ask("fee " + fee).compose(reply -> {
            if (!reply.equals(OK)) return trouble("babeld answers " + reply + " to a fee");
            LOG.info("babeld was told its fee weiPerByte={}", fee);
            return babel.ask("dump").mapEmpty(); // shows whether it was taken
        });
    }

    private Future<Void> recost(String name, @Nullable Integer rxcost) {
        return keep(new Kept(known.probation(), known.steering().changing(name)))
                .compose(_ -> babel.ask(lines.flush(name)))
                .compose(reply -> {
                    if (reply.equals(OK)) return add(name, rxcost);
                    Steering refused = known.steering().refused(name, rxcost, nowMs());
                    return keep(new Kept(known.probation(), refused))
                            .compose(_ -> trouble("babeld answers " + reply + ": is its socket read-only?"));
                });
    }

    private Future<Void> add(String name, @Nullable Integer rxcost) {
        return babel.ask(lines.add(name, rxcost)).compose(reply -> {
            if (reply.equals(OK)) {
                LOG.info("interface was given a cost interface={} rxcost={}", name, rxcost == null ? "own" : rxcost);
                return keep(new Kept(known.probation(), known.steering().changed(name, rxcost, nowMs())));
            }
            if (rxcost == null) return trouble("babeld does not take interface " + name + " back: " + reply);
            LOG.warn("babeld refuses an interface with its cost interface={} rxcost={}", name, rxcost);
            return babel.ask(lines.add(name, null)).compose(own -> {
                if (!own.equals(OK)) return trouble("babeld does not take interface " + name + " back: " + own);
                return keep(new Kept(known.probation(), known.steering().refused(name, rxcost, nowMs())));
            });
        });
    }

    private Future<Void> trouble(@Nullable String what) {
        String text = String.valueOf(what);
        if (!text.equals(problem)) LOG.warn("babeld does not go by the settings reason={}", text);
        problem = text;
        return Future.succeededFuture();
    }

    /** On disk first. */
    private Future<Void> keep(Kept next) {
        if (next.equals(known)) return Future.succeededFuture();
        known = next;
        return vertx.executeBlocking(() -> {
                    file.write(next);
                    return true;
                })
                .mapEmpty();
    }
}

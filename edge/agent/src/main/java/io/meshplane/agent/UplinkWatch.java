package io.meshplane.agent;

import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.adapter.uplink.KernelPath;
import io.meshplane.agent.domain.uplink.Uplink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the path to telemetry-ingest (rules: {@link Uplink}). Runs on the agent's context, and apart from its disk work. */
final class UplinkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(UplinkWatch.class);
    private static final long PERIOD_MS = 1_000;
    private static final int PROBE_MS = 2_000;

    private final Vertx vertx;
    private final Ingest ingest;
    private final KernelPath kernel = new KernelPath(Path.of("/"));
    private final Consumer<Uplink.Outage> listener;
    private final WorkerExecutor worker;
    private final NetClient probes;
    private Uplink uplink;
    private long timer;
    private boolean looking;
    private boolean probing;

    /**
     * A watch, not started yet.
     *
     * @param listener hears of every outage when it is over
     */
    UplinkWatch(Vertx vertx, Ingest ingest, Consumer<Uplink.Outage> listener) {
        this.vertx = vertx;
        this.ingest = ingest;
        this.listener = listener;
        this.worker = vertx.createSharedWorkerExecutor("uplink-watch", 1);
        // a connection that is reset leaves at once, with one packet
        this.probes = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(PROBE_MS).setSoLinger(0));
        this.uplink = Uplink.start(nowMs());
    }

    void start() {
        timer = vertx.setPeriodic(PERIOD_MS, _ -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
        probes.close();
        worker.close();
    }

    /** An upload had no answer. */
    void unanswered(long sentAtMs) {
        apply(uplink.unanswered(sentAtMs));
    }

    /** The watch's clock, which does not go back. */
    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void look() {
        if (looking) return;
        looking = true;
        ingest.address()
                .compose(target -> worker.executeBlocking(() -> kernel.look(socket(target))))
                .onSuccess(sight -> apply(uplink.look(sight, nowMs())))
                .onComplete(_ -> looking = false);
    }

    private static InetSocketAddress socket(SocketAddress target) {
        return new InetSocketAddress(target.host(), target.port()); // an address, so nothing is looked up
    }

    private void apply(Uplink.Change change) {
        Uplink before = uplink;
        uplink = change.next();
        if (before.state() != Uplink.State.DOWN && uplink.state() == Uplink.State.DOWN) {
            LOG.warn("the uplink is down cause={}", uplink.cause());
        }
        change.outage().ifPresent(outage -> {
            LOG.info("the uplink works again lengthMs={}", outage.lengthMs());
            listener.accept(outage);
        });
        if (change.probe()) probe();
    }

    private void probe() {
        if (probing) return;
        probing = true;
        ingest.address().compose(this::connect).onComplete(result -> {
            probing = false;
            apply(uplink.probed(result.succeeded(), nowMs()));
        });
    }

    private Future<Void> connect(SocketAddress target) {
        return probes.connect(target).compose(NetSocket::close);
    }
}

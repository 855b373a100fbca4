package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.RouterListener;
import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.domain.BabelParser;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.LinkAlerts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows babeld over its local socket in push mode ({@code monitor}), and comes back when it was away. */
public final class BabelSocket {
    private static final Logger LOG = LoggerFactory.getLogger(BabelSocket.class);
    private static final long BANNER_TIMEOUT_MS = 2_000;

    /** One that monitors hears of each Hello; after so much silence babeld is asked whether it is there. */
    private static final long SILENCE_MS = 30_000;

    private static final long REPLY_TIMEOUT_MS = 5_000;

    private final SocketAddress address;
    private final long silenceMs;
    private final LinkAlerts alerts = new LinkAlerts();
    private BackOff backOff = BackOff.of(Duration.ofMillis(500), Duration.ofSeconds(30));
    private BabelParser parser = new BabelParser();
    private boolean monitoring;
    private boolean stopped;
    private String phase = "connecting";
    private long unknownLinesBefore;
    private @Nullable NetClient client;
    private @Nullable NetSocket socket;
    private @Nullable RouterListener listener;
    private @Nullable Long heardAtMs;
    private long alertedChanges;
    private BabelRequests requests = new BabelRequests(_ -> {});
    private long connections;

    /**
     * Not connected yet.
     *
     * @param address {@code host:port}, {@code [ipv6]:port}, or the absolute path of a UNIX socket
     */
    public BabelSocket(String address) {
        this(address, SILENCE_MS);
    }

    /** For tests of the silence. */
    BabelSocket(String address, long silenceMs) {
        this.address = parse(address);
        this.silenceMs = silenceMs;
    }

    /** Whom to tell of links that went down. */
    synchronized void tell(RouterListener told) {
        listener = told;
    }

    public synchronized void start(Vertx vertx) {
        client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(2_000));
        connect(vertx);
    }

    public synchronized void stop() {
        stopped = true;
        if (client != null) client.close();
    }

    /** What babeld says; empty while it is away or has not finished its first report. */
    public synchronized Optional<BabelState> state() {
        return complete() ? Optional.of(parser.state()) : Optional.empty();
    }

    synchronized SourceStatus status() {
        SourceStatus.State state = complete() ? SourceStatus.State.UP : SourceStatus.State.FAILED;
        Long age = heardAtMs == null ? null : (Long) ((PolledSource.nowMs() - heardAtMs) / 1000);
        String detail = complete() ? "" : "babeld does not answer at its socket";
        return new SourceStatus("babel", state, detail, age);
    }

    private boolean complete() {
        return monitoring && parser.replies() > 0;
    }

    /** One word for the status page: connecting, monitoring or absent. */
    synchronized String phase() {
        return phase;
    }

    /** Lines of all connections so far that made no sense. */
    synchronized long unknownLines() {
        return unknownLinesBefore + parser.unknownLines();
    }

    private synchronized void connect(Vertx vertx) {
        if (stopped || client == null) return;
        client.connect(address).onSuccess(open -> follow(vertx, open)).onFailure(cause -> retry(vertx, cause));
    }

    /**
     * Sends a line when all before it are answered.
     *
     * @param line without its end
     * @return babeld's reply; fails if babeld is away, or goes
     */
    public synchronized Future<String> ask(String line) {
        if (!complete()) return Future.failedFuture(new IOException("babeld is away"));
        return requests.ask(line);
    }

    /** Counts the connections so far: another number means that babeld may have been restarted. */
    public synchronized long connections() {
        return connections;
    }

    private synchronized void follow(Vertx vertx, NetSocket open) {
        unknownLinesBefore += parser.unknownLines();
        parser = new BabelParser();
        requests = new BabelRequests(open::write);
        connections++;
        alertedChanges = 0;
        socket = open;
        // a fifth client connects, but babeld never greets it
        long bannerTimer = vertx.setTimer(BANNER_TIMEOUT_MS, _ -> closeUnlessMonitoring(open));
        long silenceTimer = vertx.setPeriodic(silenceMs, _ -> askIfSilent(vertx, open));
        open.handler(this::received);
        open.closeHandler(_ -> {
            vertx.cancelTimer(bannerTimer);
            vertx.cancelTimer(silenceTimer);
            retry(vertx, null);
        });
    }

    private synchronized void closeUnlessMonitoring(NetSocket open) {
        if (!monitoring && open.equals(socket)) open.close();
    }

    private synchronized void received(Buffer bytes) {
        heardAtMs = PolledSource.nowMs();
        parser.feed(bytes.getBytes());
        NetSocket open = socket;
        if (open == null) return;
        if (parser.phase() == BabelParser.Phase.NOT_BABEL) open.close();
        if (parser.phase() == BabelParser.Phase.READY && !monitoring) {
            monitoring = true;
            phase = "monitoring";
            backOff = backOff.succeeded();
            LOG.info("babeld answers, monitoring it");
            requests.ask("monitor");
        }
        for (String reply = parser.takeReply(); reply != null; reply = parser.takeReply()) requests.replied(reply);
        alert();
    }

    private void alert() {
        if (!complete() || parser.changes() == alertedChanges) return;
        alertedChanges = parser.changes();
        for (BabelState.Link link : alerts.update(parser.state().links())) {
            if (listener != null) listener.linkDown(link.interfaceName(), link.peerAddress());
        }
    }

    /** A babeld that hangs keeps its connections: without an answer its last words would be taken for the present. */
    private synchronized void askIfSilent(Vertx vertx, NetSocket open) {
        Long heard = heardAtMs;
        boolean mine = monitoring && open.equals(socket);
        if (!mine || heard == null || PolledSource.nowMs() - heard < silenceMs) return;
        if (!requests.isBusy()) requests.ask("dump");
        int repliesBefore = parser.replies();
        vertx.setTimer(REPLY_TIMEOUT_MS, _ -> closeIfSpeechless(open, repliesBefore));
    }

    private synchronized void closeIfSpeechless(NetSocket open, int repliesBefore) {
        if (!open.equals(socket) || parser.replies() > repliesBefore) return;
        LOG.warn("babeld hangs, its connection is given up");
        open.close();
    }

    private synchronized void retry(Vertx vertx, @Nullable Throwable cause) {
        if (stopped) return;
        if (monitoring || phase.equals("connecting")) {
            LOG.info(
                    "babeld does not answer, this agent tries again cause={}",
                    cause == null ? "closed" : cause.toString());
        }
        monitoring = false;
        requests.close();
        socket = null;
        phase = "absent";
        backOff = backOff.failed();
        Duration wait = backOff.delay(ThreadLocalRandom.current().nextDouble(), Duration.ZERO);
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> connect(vertx));
    }

    private static SocketAddress parse(String address) {
        if (address.startsWith("/")) return SocketAddress.domainSocketAddress(address);
        int colon = address.lastIndexOf(':');
        if (colon < 1) throw new IllegalArgumentException("neither host:port nor an absolute path: " + address);
        String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
        return SocketAddress.inetSocketAddress(Integer.parseInt(address.substring(colon + 1)), host);
    }
}

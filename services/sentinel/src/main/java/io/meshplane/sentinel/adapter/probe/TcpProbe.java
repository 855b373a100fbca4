package io.meshplane.sentinel.adapter.probe;

import io.meshplane.sentinel.adapter.probe.ProbeResult.Reason;
import io.meshplane.sentinel.domain.ProbeTargetRules;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects to a TCP port and hangs up. The host's name is looked up once and the address that was checked is the one connected
 * to, so a name cannot lead elsewhere in between.
 */
public final class TcpProbe implements AutoCloseable {
    private final HostLookup hosts = new HostLookup();
    private final Duration deadline;
    private final boolean loopbackAllowed;

    /** @param deadline for look-up and connection together */
    public TcpProbe(Duration deadline, boolean loopbackAllowed) {
        this.deadline = deadline;
        this.loopbackAllowed = loopbackAllowed;
    }

    /** Probes once; blocks for the deadline at the longest, so it belongs on a virtual thread. */
    public ProbeResult connect(String host, int port) throws InterruptedException {
        long start = System.nanoTime();
        List<InetAddress> found;
        try {
            found = hosts.find(host, deadline);
        } catch (UnknownHostException e) {
            return new ProbeResult.Failed(Reason.UNRESOLVED, String.valueOf(e.getMessage()));
        }
        InetAddress address = found.getFirst();
        Optional<String> denial = ProbeTargetRules.denial(address, loopbackAllowed);
        if (denial.isPresent()) {
            return new ProbeResult.Failed(Reason.DENIED, "may not be probed: " + denial.get());
        }
        long leftMillis = deadline.toMillis() - (System.nanoTime() - start) / 1_000_000;
        if (leftMillis < 1) return new ProbeResult.Failed(Reason.TIMED_OUT, "looking up the host took too long");
        return connect(new InetSocketAddress(address, port), (int) leftMillis);
    }

    private static ProbeResult connect(InetSocketAddress target, int timeoutMillis) {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(target, timeoutMillis);
            return new ProbeResult.Connected((System.nanoTime() - start) / 1_000);
        } catch (SocketTimeoutException e) {
            return new ProbeResult.Failed(Reason.TIMED_OUT, "no connection in time");
        } catch (ConnectException e) {
            return new ProbeResult.Failed(Reason.REFUSED, "connection refused");
        } catch (IOException e) {
            return new ProbeResult.Failed(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        hosts.close();
    }
}

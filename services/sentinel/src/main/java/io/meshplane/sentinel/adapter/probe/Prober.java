package io.meshplane.sentinel.adapter.probe;

import io.meshplane.sentinel.adapter.probe.ProbeResult.Reason;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.ProbeTargetRules;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Looks at a member once: all of its checks, one after the other, within one deadline. The host's name is looked up once and the
 * address that was checked is the one connected to, so a name cannot lead elsewhere in between.
 */
public final class Prober implements AutoCloseable {
    private final HostLookup hosts = new HostLookup();
    private final Duration deadline;
    private final boolean loopbackAllowed;
    private final TlsProbe tls;
    private final HttpProbe http;

    /**
     * Nothing is probed yet.
     *
     * @param deadline for the look-up and all checks together
     * @param trust whose certificates are good
     */
    public Prober(Duration deadline, boolean loopbackAllowed, SSLContext trust, InstantSource clock) {
        this.deadline = deadline;
        this.loopbackAllowed = loopbackAllowed;
        this.tls = new TlsProbe(trust, clock);
        this.http = new HttpProbe(tls);
    }

    /** Looks; blocks for the deadline at the longest, so it belongs on a virtual thread. */
    public ProbeResult look(Member member) throws InterruptedException {
        long start = System.nanoTime();
        Deadline end = Deadline.after(deadline);
        InetAddress address;
        try {
            address = hosts.find(member.probeHost(), deadline).getFirst();
        } catch (UnknownHostException e) {
            return new ProbeResult.Failed(Reason.UNRESOLVED, String.valueOf(e.getMessage()));
        }
        Optional<String> denial = ProbeTargetRules.denial(address, loopbackAllowed);
        if (denial.isPresent()) return new ProbeResult.Failed(Reason.DENIED, "may not be probed: " + denial.get());
        for (Check check : member.looks()) {
            ProbeResult result = look(member, address, check, start, end);
            if (result instanceof ProbeResult.Failed) return result;
        }
        return new ProbeResult.Passed((System.nanoTime() - start) / 1_000);
    }

    private ProbeResult look(Member member, InetAddress address, Check check, long start, Deadline end) {
        try {
            run(member, new InetSocketAddress(address, check.port()), check, end);
            return new ProbeResult.Passed((System.nanoTime() - start) / 1_000);
        } catch (UnfitException e) {
            return new ProbeResult.Failed(Reason.UNFIT, words(check, e));
        } catch (SocketTimeoutException e) {
            return new ProbeResult.Failed(Reason.TIMED_OUT, words(check, "no answer in time"));
        } catch (ConnectException e) {
            return new ProbeResult.Failed(Reason.REFUSED, words(check, "connection refused"));
        } catch (SSLException e) {
            return new ProbeResult.Failed(Reason.UNFIT, words(check, e));
        } catch (IOException e) {
            return new ProbeResult.Failed(Reason.UNREACHABLE, words(check, e));
        }
    }

    private void run(Member member, InetSocketAddress target, Check check, Deadline end)
            throws IOException, UnfitException {
        if (check instanceof Check.Dns dns) {
            DnsProbe.check(target, dns, end);
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(target, end.leftMillis());
            switch (check) {
                case Check.Tcp ignored -> {} // connected
                case Check.Tls wanted -> tls.check(socket, wanted, end);
                case Check.Http wanted -> http.check(socket, member.probeHost(), wanted, end);
                case Check.Dns ignored -> throw new IllegalStateException("asked above");
            }
        }
    }

    private static String words(Check check, Exception e) {
        return words(check, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static String words(Check check, String what) {
        String kind = switch (check) {
            case Check.Tcp ignored -> "tcp";
            case Check.Tls ignored -> "tls";
            case Check.Http ignored -> "http";
            case Check.Dns ignored -> "dns";
        };
        return kind + " " + check.port() + ": " + what;
    }

    @Override
    public void close() {
        hosts.close();
    }
}

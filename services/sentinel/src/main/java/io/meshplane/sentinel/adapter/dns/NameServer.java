package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/**
 * The authoritative server of the zones: Knot, BIND, PowerDNS or the development one. Everything goes over TCP, is signed and
 * must come back signed. Calls block, for the timeout per message at the longest.
 */
public final class NameServer implements DnsProvider {
    private final InetSocketAddress address;
    private final KeySource keySource;
    private final Duration timeout;
    private final Duration lease;

    /** Gives the text form of the TSIG key; asked each time, so that a key can be replaced in a running process. */
    @FunctionalInterface
    public interface KeySource {
        String text() throws IOException;
    }

    /**
     * Nothing is asked yet.
     *
     * @param address its host is looked up for each use, so it may appear or move while this process runs
     * @param timeout per message
     * @param lease how long after a decision the server still takes it, by the server's clock; 300 s at most
     */
    public NameServer(InetSocketAddress address, KeySource keySource, Duration timeout, Duration lease) {
        this.address = address;
        this.keySource = keySource;
        this.timeout = timeout;
        this.lease = lease;
    }

    @Override
    public ReadOutcome read(RecordNames names) {
        try {
            return new ReadOutcome.Found(questions().state(names));
        } catch (IOException | IllegalArgumentException e) {
            return new ReadOutcome.Unanswered(reason(e));
        }
    }

    @Override
    public Optional<ZoneSerial> serial(DnsName zone) {
        try {
            return Optional.of(questions().serial(zone));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The hosts that the zone's NS records name, in order. */
    List<String> nameServers(DnsName zone) throws IOException {
        return questions().nameServers(zone);
    }

    private Questions questions() throws IOException {
        return Questions.to(address, timeout, key(Clock.systemUTC()));
    }

    /**
     * All of it is done or nothing. The message is dated back, so that the server itself refuses it for its time (BADTIME, RFC
     * 8945 §5.2.3) once the lease has passed, wherever it was held up meanwhile: a writer that was paused wakes up too late.
     */
    @Override
    public UpdateOutcome update(DnsUpdate update, Instant decidedAt) {
        try {
            Instant signedAt = decidedAt.minus(TSIG.FUDGE).plus(lease);
            Message answer = Questions.connect(address, timeout, key(Clock.fixed(signedAt, ZoneOffset.UTC)))
                    .send(UpdateMessage.of(update));
            int rcode = answer.getRcode();
            return switch (rcode) {
                case Rcode.NOERROR ->
                    answer.isVerified()
                            ? new UpdateOutcome.Accepted()
                            : new UpdateOutcome.Unanswered("the answer is not signed with our key");
                case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
                    new UpdateOutcome.LostRace(Rcode.string(rcode));
                default -> refusal(answer);
            };
        } catch (IOException | IllegalArgumentException e) {
            return new UpdateOutcome.Unanswered(reason(e));
        }
    }

    private static UpdateOutcome refusal(Message answer) {
        TSIGRecord signature = answer.getTSIG();
        boolean late = signature != null && signature.getError() == Rcode.BADTIME;
        return late
                ? new UpdateOutcome.TooLate(Rcode.TSIGstring(Rcode.BADTIME))
                : new UpdateOutcome.Refused(Rcode.string(answer.getRcode()));
    }

    private TSIG key(Clock clock) throws IOException {
        return TsigSecret.read(keySource.text(), clock);
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
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
            SimpleResolver server = connect(Clock.systemUTC());
            List<RecordSet> sets = new ArrayList<>();
            for (RecordSet.Key key : names.keys()) {
                List<Record> found = ask(server, key.name(), key.type());
                if (!found.isEmpty()) sets.add(set(key, found));
            }
            List<String> epochTexts = ask(server, names.record().epochName(), RecordType.TXT).stream()
                    .map(Record::rdataToString)
                    .toList();
            return new ReadOutcome.Found(new DnsState(names.record(), sets, epochTexts));
        } catch (IOException | IllegalArgumentException e) {
            return new ReadOutcome.Unanswered(reason(e));
        }
    }

    private static RecordSet set(RecordSet.Key key, List<Record> found) throws IOException {
        List<String> values = new ArrayList<>();
        for (Record record : found) values.add(value(record));
        int ttlSeconds = Math.clamp(found.getFirst().getTTL(), 0, Integer.MAX_VALUE);
        return new RecordSet(key.name(), key.type(), ttlSeconds, values);
    }

    /** In the domain's own form: addresses as Java writes them, names in lower case. */
    private static String value(Record found) throws IOException {
        return switch (found) {
            case ARecord a -> new MemberAddress(a.getAddress().getHostAddress()).value();
            case AAAARecord aaaa -> new MemberAddress(aaaa.getAddress().getHostAddress()).value();
            case CNAMERecord alias -> alias.getTarget().toString().toLowerCase(Locale.ROOT);
            case SRVRecord service -> service.rdataToString().toLowerCase(Locale.ROOT);
            default -> throw new IOException("not a record that sentinel writes");
        };
    }

    private static List<Record> ask(SimpleResolver server, String name, RecordType type) throws IOException {
        Name owner = UpdateMessage.name(name);
        Message answer = server.send(Message.newQuery(Record.newRecord(owner, UpdateMessage.type(type), DClass.IN)));
        int rcode = answer.getRcode();
        boolean known = rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
        if (!known) throw new IOException("the server answers " + Rcode.string(rcode));
        if (!answer.isVerified()) throw new IOException("the answer is not signed with our key");
        if (!answer.getHeader().getFlag(Flags.AA)) throw new IOException("the server is not authoritative for " + name);
        // what an alias leads to is not the record's own
        return answer.getSection(Section.ANSWER).stream()
                .filter(found -> found.getType() == UpdateMessage.type(type)
                        && found.getName().equals(owner))
                .toList();
    }

    /**
     * All of it is done or nothing. The message is dated back, so that the server itself refuses it for its time (BADTIME, RFC
     * 8945 §5.2.3) once the lease has passed, wherever it was held up meanwhile: a writer that was paused wakes up too late.
     */
    @Override
    public UpdateOutcome update(DnsUpdate update, Instant decidedAt) {
        try {
            Instant signedAt = decidedAt.minus(TSIG.FUDGE).plus(lease);
            Message answer = connect(Clock.fixed(signedAt, ZoneOffset.UTC)).send(UpdateMessage.of(update));
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

    private SimpleResolver connect(Clock clock) throws IOException {
        TSIG key = TsigSecret.read(keySource.text(), clock);
        InetSocketAddress current = new InetSocketAddress(address.getHostString(), address.getPort());
        if (current.isUnresolved()) throw new IOException("no address of " + address.getHostString());
        SimpleResolver server = new SimpleResolver(current);
        server.setTCP(true);
        server.setTimeout(timeout);
        server.setTSIGKey(key);
        return server;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

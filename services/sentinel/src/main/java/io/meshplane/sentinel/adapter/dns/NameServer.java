package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.RecordType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/**
 * The authoritative server of the zones: Knot, BIND, PowerDNS or the development one. Everything goes over TCP, is signed and
 * must come back signed. Calls block, for the timeout per message at the longest.
 */
public final class NameServer {
    private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

    private final InetSocketAddress address;
    private final KeySource keySource;
    private final Duration timeout;

    /** Gives the text form of the TSIG key; asked each time, so that a key can be replaced in a running process. */
    @FunctionalInterface
    public interface KeySource {
        String text() throws IOException;
    }

    /**
     * Nothing is asked yet.
     *
     * @param address its host is looked up for each use, so it may appear or move while this process runs
     */
    public NameServer(InetSocketAddress address, KeySource keySource, Duration timeout) {
        this.address = address;
        this.keySource = keySource;
        this.timeout = timeout;
    }

    /** What the server answers for a record and its epoch. */
    public ReadOutcome read(DnsName record) {
        try {
            SimpleResolver server = connect();
            List<MemberAddress> addresses = new ArrayList<>();
            int ttlSeconds = 0;
            for (RecordType type : ADDRESSES) {
                for (Record found : ask(server, record.value(), type)) {
                    addresses.add(address(found));
                    ttlSeconds = Math.clamp(found.getTTL(), 0, Integer.MAX_VALUE);
                }
            }
            List<String> epochTexts = ask(server, record.epochName(), RecordType.TXT).stream()
                    .map(Record::rdataToString)
                    .toList();
            return new ReadOutcome.Found(new DnsState(addresses, ttlSeconds, epochTexts));
        } catch (IOException | IllegalArgumentException e) {
            return new ReadOutcome.Unanswered(reason(e));
        }
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

    private static MemberAddress address(Record found) throws IOException {
        return switch (found) {
            case ARecord a -> new MemberAddress(a.getAddress().getHostAddress());
            case AAAARecord aaaa -> new MemberAddress(aaaa.getAddress().getHostAddress());
            default -> throw new IOException("not an address record");
        };
    }

    /** Sends an update; all of it is done or nothing. */
    public UpdateOutcome update(DnsUpdate update) {
        try {
            Message answer = connect().send(UpdateMessage.of(update));
            int rcode = answer.getRcode();
            return switch (rcode) {
                case Rcode.NOERROR ->
                    answer.isVerified()
                            ? new UpdateOutcome.Accepted()
                            : new UpdateOutcome.Unanswered("the answer is not signed with our key");
                case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
                    new UpdateOutcome.LostRace(Rcode.string(rcode));
                default -> new UpdateOutcome.Refused(Rcode.string(rcode));
            };
        } catch (IOException | IllegalArgumentException e) {
            return new UpdateOutcome.Unanswered(reason(e));
        }
    }

    private SimpleResolver connect() throws IOException {
        TSIG key = TsigSecret.read(keySource.text());
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

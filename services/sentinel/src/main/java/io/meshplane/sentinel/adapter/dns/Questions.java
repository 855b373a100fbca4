package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** Questions to one server over TCP, and what of its answers counts: those given with authority. */
final class Questions {
    private final SimpleResolver server;
    private final boolean signed;

    private Questions(SimpleResolver server, boolean signed) {
        this.server = server;
        this.signed = signed;
    }

    /**
     * Nothing is asked yet.
     *
     * @param address its host is looked up now
     * @param timeout per message
     * @param key signs questions, and answers must come back signed; null = a server that has no key of ours
     * @throws IOException if the host has no address
     */
    static Questions to(InetSocketAddress address, Duration timeout, @Nullable TSIG key) throws IOException {
        return new Questions(connect(address, timeout, key), key != null);
    }

    static SimpleResolver connect(InetSocketAddress address, Duration timeout, @Nullable TSIG key) throws IOException {
        InetSocketAddress current = new InetSocketAddress(address.getHostString(), address.getPort());
        if (current.isUnresolved()) throw new IOException("no address of " + address.getHostString());
        SimpleResolver server = new SimpleResolver(current);
        server.setTCP(true);
        server.setTimeout(timeout);
        server.setTSIGKey(key);
        return server;
    }

    /** What is answered for a pool's names and the epoch. */
    DnsState state(RecordNames names) throws IOException {
        List<RecordSet> sets = new ArrayList<>();
        for (RecordSet.Key key : names.keys()) {
            List<Record> found = ask(key.name(), UpdateMessage.type(key.type()));
            if (!found.isEmpty()) sets.add(set(key, found));
        }
        List<String> epochTexts = ask(names.record().epochName(), UpdateMessage.type(RecordType.TXT)).stream()
                .map(Record::rdataToString)
                .toList();
        return new DnsState(names.record(), sets, epochTexts);
    }

    /** How new the server's copy of a zone is. */
    ZoneSerial serial(DnsName zone) throws IOException {
        for (Record found : ask(zone.value(), Type.SOA)) {
            if (found instanceof SOARecord start) return new ZoneSerial(start.getSerial());
        }
        throw new IOException("no SOA at " + zone);
    }

    /** The servers that a zone names itself: hosts with the dot at their end. */
    List<String> nameServers(DnsName zone) throws IOException {
        return ask(zone.value(), Type.NS).stream()
                .map(Record::rdataToString)
                .sorted()
                .toList();
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

    private List<Record> ask(String name, int type) throws IOException {
        Name owner = UpdateMessage.name(name);
        Message answer = send(Record.newRecord(owner, type, DClass.IN));
        int rcode = answer.getRcode();
        boolean known = rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
        if (!known) throw new IOException("the server answers " + Rcode.string(rcode));
        if (signed && !answer.isVerified()) throw new IOException("the answer is not signed with our key");
        if (!answer.getHeader().getFlag(Flags.AA)) throw new IOException("the server is not authoritative for " + name);
        // what an alias leads to is not the record's own
        return answer.getSection(Section.ANSWER).stream()
                .filter(found -> found.getType() == type && found.getName().equals(owner))
                .toList();
    }

    /** Connections are kept: the first message after the server has closed one meets that, and a question may be repeated. */
    private Message send(Record question) throws IOException {
        try {
            return server.send(Message.newQuery(question));
        } catch (ClosedChannelException | EOFException closed) {
            return server.send(Message.newQuery(question));
        }
    }
}

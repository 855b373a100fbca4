package io.meshplane.sentinel.adapter.probe;

import io.meshplane.sentinel.domain.Check;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks the member for an address of a name, over UDP as clients do. */
final class DnsProbe {

    static void check(InetSocketAddress member, Check.Dns check, Deadline deadline) throws IOException, UnfitException {
        SimpleResolver resolver = new SimpleResolver(member);
        resolver.setTimeout(deadline.left());
        Record question = Record.newRecord(Name.fromString(check.question().value()), Type.A, DClass.IN);
        Message answer = resolver.send(Message.newQuery(question));
        if (answer.getRcode() != Rcode.NOERROR) throw new UnfitException("answers " + Rcode.string(answer.getRcode()));
        if (answer.getSection(Section.ANSWER).isEmpty()) throw new UnfitException("answers nothing");
    }

    private DnsProbe() {}
}

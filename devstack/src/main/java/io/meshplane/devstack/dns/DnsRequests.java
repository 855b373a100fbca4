package io.meshplane.devstack.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;

/** From the bytes of a request to the bytes of the response: queries, updates and zone transfers of one zone. */
final class DnsRequests {
    enum Transport {
        UDP,
        TCP
    }

    private static final Logger LOG = LoggerFactory.getLogger(DnsRequests.class);
    private static final int HEADER_BYTES = 12;
    private static final int PLAIN_UDP_BYTES = 512;
    /** Fits any path without fragments (DNS flag day 2020). */
    private static final int EDNS_UDP_BYTES = 1232;

    private static final int TCP_BYTES = 65_535;
    private static final int TRANSFER_RECORDS = 100;

    private final DevZone zone;
    private final TsigGate gate;

    DnsRequests(DevZone zone, TsigGate gate) {
        this.zone = zone;
        this.gate = gate;
    }

    /** None for bytes that deserve no answer, several for a zone transfer. */
    List<byte[]> answer(byte[] wire, Transport transport) {
        if (wire.length < HEADER_BYTES || (wire[2] & 0x80) != 0) return List.of(); // answering responses makes loops
        Message request;
        try {
            request = new Message(wire);
        } catch (IOException malformed) {
            return formatError(wire);
        }
        try {
            return answer(request, wire, transport);
        } catch (RuntimeException bug) {
            LOG.error("request failed id={} failure={}", request.getHeader().getID(), bug.toString());
            return List.of(response(request, Rcode.SERVFAIL).toWire(PLAIN_UDP_BYTES));
        }
    }

    private List<byte[]> answer(Message request, byte[] wire, Transport transport) {
        TsigGate.Sender sender = gate.senderOf(request, wire);
        int limit = transport == Transport.TCP ? TCP_BYTES : udpLimit(request);
        if (sender instanceof TsigGate.Sender.Rejected) {
            return List.of(gate.seal(response(request, Rcode.NOTAUTH), sender, limit));
        }
        Record question = request.getQuestion();
        if (question == null || request.getHeader().getCount(Section.QUESTION) != 1) {
            return List.of(gate.seal(response(request, Rcode.FORMERR), sender, limit));
        }
        boolean transfer = request.getHeader().getOpcode() == Opcode.QUERY && question.getType() == Type.AXFR;
        if (transfer && transport == Transport.TCP && sender instanceof TsigGate.Sender.Known(var signature)) {
            if (question.getName().equals(zone.state().origin())) return transfer(request, signature);
            return List.of(gate.seal(response(request, Rcode.NOTAUTH), sender, limit));
        }
        Message response = switch (request.getHeader().getOpcode()) {
            case Opcode.QUERY -> transfer ? response(request, Rcode.REFUSED) : query(request, question);
            case Opcode.UPDATE -> update(request, question, sender);
            default -> response(request, Rcode.NOTIMP);
        };
        return List.of(gate.seal(response, sender, limit));
    }

    private Message query(Message request, Record question) {
        if (question.getDClass() != DClass.IN) return response(request, Rcode.REFUSED);
        if (question.getType() == Type.IXFR) return response(request, Rcode.REFUSED);
        ZoneAnswer answer = ZoneAnswer.to(zone.state(), question.getName(), question.getType());
        Message response = response(request, answer.rcode());
        if (answer.rcode() != Rcode.REFUSED) response.getHeader().setFlag(Flags.AA);
        answer.answer().forEach(record -> response.addRecord(record, Section.ANSWER));
        answer.authority().forEach(record -> response.addRecord(record, Section.AUTHORITY));
        return response;
    }

    private Message update(Message request, Record question, TsigGate.Sender sender) {
        if (!(sender instanceof TsigGate.Sender.Known)) return response(request, Rcode.REFUSED);
        if (question.getType() != Type.SOA) return response(request, Rcode.FORMERR);
        boolean ours = question.getName().equals(zone.state().origin()) && question.getDClass() == DClass.IN;
        if (!ours) return response(request, Rcode.NOTAUTH);
        int rcode = zone.update(request.getSection(Section.PREREQ), request.getSection(Section.UPDATE));
        return response(request, rcode);
    }

    /** RFC 5936: the SOA, everything else, the SOA again. */
    private List<byte[]> transfer(Message request, TSIGRecord requestSignature) {
        ZoneState state = zone.state();
        List<Record> records = new ArrayList<>(state.records());
        records.add(state.soa());
        List<byte[]> messages = new ArrayList<>();
        TSIGRecord signature = requestSignature;
        for (int from = 0; from < records.size(); from += TRANSFER_RECORDS) {
            Message response = response(request, Rcode.NOERROR);
            response.getHeader().setFlag(Flags.AA);
            for (Record record : records.subList(from, Math.min(records.size(), from + TRANSFER_RECORDS))) {
                response.addRecord(record, Section.ANSWER);
            }
            signature = gate.sealInStream(response, signature, from == 0);
            messages.add(response.toWire());
        }
        return messages;
    }

    private static Message response(Message request, int rcode) {
        Header asked = request.getHeader();
        Message response = new Message(asked.getID());
        response.getHeader().setOpcode(asked.getOpcode());
        response.getHeader().setFlag(Flags.QR);
        if (asked.getOpcode() == Opcode.QUERY && asked.getFlag(Flags.RD))
            response.getHeader().setFlag(Flags.RD);
        response.getHeader().setRcode(rcode);
        @Nullable Record question = request.getQuestion();
        if (question != null) response.addRecord(question, Section.QUESTION);
        if (request.getOPT() != null) response.addRecord(new OPTRecord(EDNS_UDP_BYTES, 0, 0), Section.ADDITIONAL);
        return response;
    }

    private static int udpLimit(Message request) {
        @Nullable OPTRecord options = request.getOPT();
        if (options == null) return PLAIN_UDP_BYTES;
        return Math.clamp(options.getPayloadSize(), PLAIN_UDP_BYTES, EDNS_UDP_BYTES);
    }

    private static List<byte[]> formatError(byte[] wire) {
        try {
            Header header = new Header(wire);
            Message response = new Message(header.getID());
            response.getHeader().setOpcode(header.getOpcode());
            response.getHeader().setFlag(Flags.QR);
            response.getHeader().setRcode(Rcode.FORMERR);
            return List.of(response.toWire(PLAIN_UDP_BYTES));
        } catch (IOException notEvenAHeader) {
            return List.of();
        }
    }
}

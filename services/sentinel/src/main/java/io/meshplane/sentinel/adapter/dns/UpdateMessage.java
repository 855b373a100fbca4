package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.DnsUpdate.Change;
import io.meshplane.sentinel.domain.DnsUpdate.Prerequisite;
import io.meshplane.sentinel.domain.RecordType;
import java.io.IOException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Updates of the domain as messages of RFC 2136; every attempt gets a fresh one, as a message is signed once. */
final class UpdateMessage {

    /** @throws IOException if a value that was read before cannot be written: nobody's wish, so it is told as broken I/O */
    static Message of(DnsUpdate update) throws IOException {
        Update message = new Update(name(update.zone()));
        for (Prerequisite prerequisite : update.prerequisites()) demand(message, prerequisite);
        for (Change change : update.changes()) change(message, change);
        return message;
    }

    private static void demand(Update message, Prerequisite prerequisite) throws IOException {
        switch (prerequisite) {
            case Prerequisite.Absent(String name, RecordType type) -> message.absent(name(name), type(type));
            case Prerequisite.Exactly(String name, RecordType type, var values) -> {
                for (String value : values) message.present(record(name, type, 0, value));
            }
        }
    }

    private static void change(Update message, Change change) throws IOException {
        switch (change) {
            case Change.RemoveSet(String name, RecordType type) -> message.delete(name(name), type(type));
            case Change.Add(String name, int ttlSeconds, RecordType type, String value) ->
                message.add(record(name, type, ttlSeconds, value));
        }
    }

    private static Record record(String name, RecordType type, int ttlSeconds, String value) throws IOException {
        return Record.fromString(name(name), type(type), DClass.IN, ttlSeconds, value, Name.root);
    }

    static int type(RecordType type) {
        return switch (type) {
            case A -> Type.A;
            case AAAA -> Type.AAAA;
            case CNAME -> Type.CNAME;
            case SRV -> Type.SRV;
            case TXT -> Type.TXT;
        };
    }

    static Name name(DnsName name) throws TextParseException {
        return name(name.value());
    }

    static Name name(String absolute) throws TextParseException {
        return Name.fromString(absolute);
    }

    private UpdateMessage() {}
}

package io.meshplane.devstack.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Zones and records for tests, in the master file's notation. */
final class Zones {
    static final Name ORIGIN = Name.fromConstantString("mesh.test.");

    static final String EXAMPLE = """
            @        60 IN SOA ns hostmaster 7 3600 600 86400 5
            @        60 IN NS  ns
            ns       60 IN A   127.0.0.1
            gw       30 IN A   192.0.2.1
            gw       30 IN A   192.0.2.2
            gw       30 IN TXT "owner"
            www      30 IN CNAME gw
            far      30 IN CNAME elsewhere.example.
            loop     30 IN CNAME loop2
            loop2    30 IN CNAME loop
            a.b      30 IN A   192.0.2.9
            """;

    static ZoneState example() {
        return ZoneState.of(ORIGIN, records(EXAMPLE));
    }

    static List<Record> records(String master) {
        List<Record> records = new ArrayList<>();
        byte[] bytes = master.getBytes(StandardCharsets.UTF_8);
        try (Master reader = new Master(new ByteArrayInputStream(bytes), ORIGIN)) {
            for (Record record = reader.nextRecord(); record != null; record = reader.nextRecord()) records.add(record);
            return records;
        } catch (IOException badTest) {
            throw new UncheckedIOException(badTest);
        }
    }

    /**
     * A record of an UPDATE: {@code <name> <ttl> <class> <type> [data]}, where ANY and NONE are classes, too, and the data may be
     * missing.
     */
    static Record updateRecord(String line) {
        String[] fields = line.strip().split("\\s+", 5);
        Name name = name(fields[0]);
        long ttl = Long.parseLong(fields[1]);
        int dclass = DClass.value(fields[2]);
        int type = Type.value(fields[3]);
        if (fields.length == 4) return Record.newRecord(name, type, dclass, ttl);
        try {
            return Record.fromString(name, type, dclass, ttl, fields[4], ORIGIN);
        } catch (IOException badTest) {
            throw new UncheckedIOException(badTest);
        }
    }

    static Name name(String text) {
        try {
            return text.equals("@") ? ORIGIN : Name.fromString(text, ORIGIN);
        } catch (IOException badTest) {
            throw new UncheckedIOException(badTest);
        }
    }

    private Zones() {}
}

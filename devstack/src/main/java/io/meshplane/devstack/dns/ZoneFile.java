package io.meshplane.devstack.dns;

import io.meshplane.devstack.file.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/** The zone on disk, as a master file (RFC 1035 §5) that other servers read too; replaced whole at each change. */
final class ZoneFile {
    private static final long TTL_SECONDS = 60;
    /** How long "no such name" may be remembered: short, as names come and go here. */
    private static final long NEGATIVE_TTL_SECONDS = 5;

    private final Path file;

    ZoneFile(Path folder, Name origin) {
        this.file = folder.toAbsolutePath().resolve(origin.toString(true) + ".zone");
    }

    /**
     * The zone as last saved; at first use one with SOA and NS only.
     *
     * @throws IOException also if it is damaged
     */
    ZoneState load(Name origin) throws IOException {
        if (!Files.exists(file)) save(empty(origin));
        List<Record> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                Master master = new Master(in, origin)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) records.add(record);
            return ZoneState.of(origin, records);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " is no zone: " + damaged.getMessage(), damaged);
        }
    }

    /** On the disk when it returns. */
    void save(ZoneState zone) throws IOException {
        StringBuilder lines = new StringBuilder();
        zone.records().forEach(record -> lines.append(record).append('\n'));
        Durable.write(file, lines.toString(), Durable.PUBLIC);
    }

    private static ZoneState empty(Name origin) throws IOException {
        Name server = Name.fromString("ns", origin);
        Name admin = Name.fromString("hostmaster", origin);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        return ZoneState.of(
                origin,
                List.of(
                        new SOARecord(
                                origin,
                                DClass.IN,
                                TTL_SECONDS,
                                server,
                                admin,
                                1,
                                3600,
                                600,
                                86_400,
                                NEGATIVE_TTL_SECONDS),
                        new NSRecord(origin, DClass.IN, TTL_SECONDS, server),
                        new ARecord(server, DClass.IN, TTL_SECONDS, loopback)));
    }
}

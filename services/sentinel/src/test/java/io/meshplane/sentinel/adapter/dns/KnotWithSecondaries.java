package io.meshplane.sentinel.adapter.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A Knot primary and two BIND secondaries, which transfer its zone: one of them is told of changes. */
public final class KnotWithSecondaries implements AutoCloseable {
    private final RealNameServer primary;
    private final RealNameServer notified;
    private final RealNameServer forgotten;

    private KnotWithSecondaries(RealNameServer primary, RealNameServer notified, RealNameServer forgotten) {
        this.primary = primary;
        this.notified = notified;
        this.forgotten = forgotten;
    }

    /** @param folder an empty one */
    public static KnotWithSecondaries start(Path folder) throws IOException {
        int notifyPort = RealNameServer.freePort();
        Path at = Files.createDirectory(folder.resolve("knot"));
        RealNameServer primary = RealNameServer.start(
                at,
                "knotd",
                "MESHPLANE_KNOT",
                port -> KnotDnsTest.config(at, port, notify(notifyPort), "notify: told"),
                "-c");
        int transferPort = primary.server().address().getPort();
        return new KnotWithSecondaries(
                primary,
                secondary(Files.createDirectory(folder.resolve("notified")), transferPort, "port " + notifyPort),
                secondary(Files.createDirectory(folder.resolve("forgotten")), transferPort, ""));
    }

    private static String notify(int port) {
        return """
                remote:
                  - id: told
                    address: 127.0.0.1@%d
                """.formatted(port);
    }

    private static RealNameServer secondary(Path folder, int transferPort, String notifyPort) throws IOException {
        String listenToo = notifyPort.isEmpty() ? "" : "listen-on " + notifyPort + " { 127.0.0.1; };";
        return RealNameServer.start(
                folder,
                "named",
                "MESHPLANE_NAMED",
                port -> BindDnsTest.options(folder, port, listenToo) + """
                        zone "mesh.test" {
                            type secondary;
                            file "mesh.test.copy";
                            primaries { 127.0.0.1 port %d key sentinel.mesh.test; };
                        };
                        """.formatted(transferPort),
                "-g",
                "-n",
                "1",
                "-c");
    }

    public ServerUnderTest primary() {
        return primary.server();
    }

    public ServerUnderTest notified() {
        return notified.server();
    }

    /** The one that nobody notifies. */
    public ServerUnderTest forgotten() {
        return forgotten.server();
    }

    /** Sends the notification (RFC 1996) that the primary does not send. */
    public void tellTheForgotten() throws IOException {
        Message notify =
                Message.newQuery(Record.newRecord(Name.fromString(ServerUnderTest.ZONE.value()), Type.SOA, DClass.IN));
        notify.getHeader().setOpcode(Opcode.NOTIFY);
        notify.getHeader().unsetFlag(Flags.RD);
        SimpleResolver server = new SimpleResolver(forgotten().address());
        server.setTimeout(Duration.ofSeconds(5));
        Message answer = server.send(notify);
        if (answer.getRcode() != Rcode.NOERROR) throw new IOException(Rcode.string(answer.getRcode()));
    }

    @Override
    public void close() {
        forgotten.close();
        notified.close();
        primary.close();
    }
}

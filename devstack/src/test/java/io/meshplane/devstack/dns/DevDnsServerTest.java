package io.meshplane.devstack.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/** The server over real sockets, asked by dnsjava's own resolver. */
class DevDnsServerTest {
    private static final TsigKey KEY =
            TsigKey.parse("sentinel.mesh.test.:hmac-sha256:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static final TsigKey WRONG_SECRET =
            TsigKey.parse("sentinel.mesh.test.:hmac-sha256:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");
    private static final TsigKey WRONG_NAME =
            TsigKey.parse("other.mesh.test.:hmac-sha256:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static final TsigKey WRONG_ALGORITHM =
            TsigKey.parse("sentinel.mesh.test.:hmac-sha512:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static final Name GATEWAY = Name.fromConstantString("gw.mesh.test.");

    @TempDir
    Path folder;

    private DevDnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = start(KEY);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha256", "hmac-sha512"})
    void takesASignedUpdateAndSignsItsAnswer(String algorithm) throws IOException {
        TsigKey key = new TsigKey(KEY.name(), algorithm, KEY.secretBase64());
        server.close();
        server = start(key);

        Message answer = send(addGateway("192.0.2.1"), key.toTsig(Clock.systemUTC()));

        assertThat(Rcode.string(answer.getRcode())).isEqualTo("NOERROR");
        assertThat(answer.isVerified()).isTrue();
        assertThat(addressesOf(GATEWAY)).containsExactly("192.0.2.1");
    }

    @Test
    void refusesAnUnsignedUpdate() throws IOException {
        Message answer = send(addGateway("192.0.2.1"), null);

        assertThat(Rcode.string(answer.getRcode())).isEqualTo("REFUSED");
        assertThat(addressesOf(GATEWAY)).isEmpty();
    }

    @Test
    void tellsAWrongSecretFromAnUnknownKey() throws IOException {
        assertThat(tsigErrorOf(send(addGateway("192.0.2.1"), WRONG_SECRET.toTsig(Clock.systemUTC()))))
                .isEqualTo(Rcode.BADSIG);
        assertThat(tsigErrorOf(send(addGateway("192.0.2.1"), WRONG_NAME.toTsig(Clock.systemUTC()))))
                .isEqualTo(Rcode.BADKEY);
        assertThat(tsigErrorOf(send(addGateway("192.0.2.1"), WRONG_ALGORITHM.toTsig(Clock.systemUTC()))))
                .isEqualTo(Rcode.BADKEY);

        assertThat(addressesOf(GATEWAY)).isEmpty();
    }

    @Test
    void refusesASignatureOfAnotherTimeAndTellsItsOwn() throws IOException {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));

        Message answer = send(addGateway("192.0.2.1"), KEY.toTsig(slow));

        assertThat(tsigErrorOf(answer)).isEqualTo(Rcode.BADTIME);
        assertThat(signatureOf(answer).getOther()).hasSize(6);
        assertThat(addressesOf(GATEWAY)).isEmpty();
    }

    @Test
    void keepsTheZoneOverARestart() throws IOException {
        send(addGateway("192.0.2.1"), KEY.toTsig(Clock.systemUTC()));
        long serial = serial();

        server.close();
        server = start(KEY);

        assertThat(addressesOf(GATEWAY)).containsExactly("192.0.2.1");
        assertThat(serial()).isEqualTo(serial).isEqualTo(2);
    }

    @Test
    void honoursAPrerequisite() throws IOException {
        send(addGateway("192.0.2.1"), KEY.toTsig(Clock.systemUTC()));
        Update fenced = addGateway("192.0.2.2");
        fenced.absent(GATEWAY, Type.A);

        Message answer = send(fenced, KEY.toTsig(Clock.systemUTC()));

        assertThat(Rcode.string(answer.getRcode())).isEqualTo("YXRRSET");
        assertThat(addressesOf(GATEWAY)).containsExactly("192.0.2.1");
    }

    @Test
    void refusesAnUpdateOfAnotherZone() throws IOException {
        Update other = new Update(Name.fromConstantString("example."));
        other.delete(Name.fromConstantString("gw.example."));

        Message answer = send(other, KEY.toTsig(Clock.systemUTC()));

        assertThat(Rcode.string(answer.getRcode())).isEqualTo("NOTAUTH");
    }

    @Test
    void setsTheTruncationBitOverUdpAndGivesAllOverTcp() throws IOException {
        addManyGateways(100);
        SimpleResolver udp = resolver(null);
        udp.setIgnoreTruncation(true);

        Message overUdp = udp.send(Message.newQuery(Record.newRecord(GATEWAY, Type.A, DClass.IN)));

        assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overUdp.numBytes()).isLessThanOrEqualTo(1232);
        assertThat(addressesOf(GATEWAY)).hasSize(100); // the resolver asks again over TCP
    }

    @Test
    void transfersTheZoneToTheHolderOfTheKeyOnly() throws IOException, ZoneTransferException {
        addManyGateways(250);
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
        ZoneTransferIn transfer = ZoneTransferIn.newAXFR(Zones.ORIGIN, address, KEY.toTsig(Clock.systemUTC()));

        transfer.run();

        assertThat(transfer.getAXFR())
                .hasSize(254)
                .first()
                .satisfies(record -> assertThat(record.getType()).isEqualTo(Type.SOA));
        Message question = Message.newQuery(Record.newRecord(Zones.ORIGIN, Type.AXFR, DClass.IN));
        byte[] answer = exchangeOverTcp(question.toWire());
        assertThat(Rcode.string(new Message(answer).getRcode())).isEqualTo("REFUSED");
    }

    @Test
    void answersNonsenseWithFormatErrorAndResponsesNotAtAll() throws IOException {
        byte[] nonsense =
                Message.newQuery(Record.newRecord(GATEWAY, Type.A, DClass.IN)).toWire();
        nonsense[12] = 63; // a label that runs beyond the end

        byte[] answer = exchangeOverTcp(nonsense);

        assertThat(Rcode.string(new Message(answer).getRcode())).isEqualTo("FORMERR");
        assertThat(new Message(answer).getHeader().getFlag(Flags.QR)).isTrue();
    }

    private DevDnsServer start(TsigKey key) throws IOException {
        return DevDnsServer.start(new DevDnsConfig(folder, 0, Zones.ORIGIN, key, Clock.systemUTC()));
    }

    private static Update addGateway(String address) throws IOException {
        Update update = new Update(Zones.ORIGIN);
        update.add(GATEWAY, Type.A, 30, address);
        return update;
    }

    private void addManyGateways(int count) throws IOException {
        Update update = new Update(Zones.ORIGIN);
        for (int i : IntStream.range(0, count).toArray()) update.add(GATEWAY, Type.A, 30, "10.0.1." + i);
        send(update, KEY.toTsig(Clock.systemUTC()));
    }

    private Message send(Message message, @Nullable TSIG key) throws IOException {
        return resolver(key).send(message);
    }

    private SimpleResolver resolver(@Nullable TSIG key) throws IOException {
        SimpleResolver resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()));
        resolver.setTimeout(Duration.ofSeconds(5));
        if (key != null) resolver.setTSIGKey(key);
        return resolver;
    }

    private List<String> addressesOf(Name name) throws IOException {
        Message answer = send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)), null);
        return answer.getSection(Section.ANSWER).stream()
                .map(record -> ((ARecord) record).getAddress().getHostAddress())
                .toList();
    }

    private long serial() throws IOException {
        Message answer = send(Message.newQuery(Record.newRecord(Zones.ORIGIN, Type.SOA, DClass.IN)), null);
        return ((SOARecord) answer.getSection(Section.ANSWER).getFirst()).getSerial();
    }

    private byte[] exchangeOverTcp(byte[] wire) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(wire.length);
            out.write(wire);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        }
    }

    private static int tsigErrorOf(Message answer) {
        assertThat(Rcode.string(answer.getHeader().getRcode())).isEqualTo("NOTAUTH");
        return signatureOf(answer).getError();
    }

    private static TSIGRecord signatureOf(Message answer) {
        TSIGRecord signature = answer.getTSIG();
        assertThat(signature).isNotNull();
        return signature;
    }
}

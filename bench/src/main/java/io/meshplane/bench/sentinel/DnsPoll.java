package io.meshplane.bench.sentinel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks one server for the addresses at one name over and over, by UDP and from one socket: cheap, so that it disturbs little. */
final class DnsPoll implements AutoCloseable {
    private static final int TIMEOUT_MS = 1_000;
    private static final int ANSWER_MAX = 4_096;

    private final DatagramSocket socket;
    private final byte[] question;
    private final int port;

    /** @param port of 127.0.0.1 */
    DnsPoll(int port, String name) throws IOException {
        this.port = port;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(TIMEOUT_MS);
        question = Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN))
                .toWire();
    }

    /** @throws IOException if there is no answer within a second */
    Set<String> addresses() throws IOException {
        socket.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket packet = new DatagramPacket(new byte[ANSWER_MAX], ANSWER_MAX);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer", e);
        }
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        return new Message(answer)
                .getSection(Section.ANSWER).stream()
                        .filter(ARecord.class::isInstance)
                        .map(found -> ((ARecord) found).getAddress().getHostAddress())
                        .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        socket.close();
    }
}

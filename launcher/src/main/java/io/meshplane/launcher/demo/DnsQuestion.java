package io.meshplane.launcher.demo;

import io.meshplane.launcher.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Asks a DNS server for the IPv4 addresses of a name, over UDP (RFC 1035). */
final class DnsQuestion {
    private static final int LIMIT_MILLIS = 1_000;
    private static final int TYPE_A = 1;
    private static final int CLASS_IN = 1;
    private static final int HEADER_BYTES = 12;

    /**
     * The addresses in the server's answer, none if it has none.
     *
     * @param name absolute, with the dot at the end
     * @throws IOException if the server does not answer in a second, or not to this question
     */
    static List<String> addresses(int port, String name) throws IOException {
        short id = (short) ThreadLocalRandom.current().nextInt();
        byte[] question = encode(id, name);
        try (DatagramSocket socket = new DatagramSocket(0, Ports.loopback())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(Ports.loopback(), port));
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            socket.receive(answer);
            return decode(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()), id, question.length);
        }
    }

    static byte[] encode(short id, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putShort(id).putShort((short) 0).putShort((short) 1); // one question
        out.writeBytes(header.array());
        for (String label : name.split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.writeBytes(new byte[] {0, 0, TYPE_A, 0, CLASS_IN});
        return out.toByteArray();
    }

    /** @param questionBytes length of the question, which the answer repeats before its records */
    static List<String> decode(ByteBuffer answer, short id, int questionBytes) throws IOException {
        if (answer.limit() < questionBytes || answer.getShort(0) != id)
            throw new IOException("no answer to the question");
        int records = answer.getShort(6) & 0xffff;
        List<String> addresses = new ArrayList<>();
        answer.position(questionBytes);
        for (int i = 0; i < records; i++) {
            skipName(answer);
            int type = answer.getShort();
            answer.position(answer.position() + 6); // class and TTL
            byte[] data = new byte[answer.getShort() & 0xffff];
            answer.get(data);
            if (type == TYPE_A) addresses.add(InetAddress.getByAddress(data).getHostAddress());
        }
        return addresses;
    }

    private static void skipName(ByteBuffer answer) {
        while (true) {
            int length = answer.get() & 0xff;
            if (length == 0) return;
            if (length >= 0xc0) { // a pointer ends the name (RFC 1035 §4.1.4)
                answer.get();
                return;
            }
            answer.position(answer.position() + length);
        }
    }

    private DnsQuestion() {}
}

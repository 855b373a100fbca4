package io.meshplane.devstack.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authoritative name server for one zone, made for development: UDP and TCP on 127.0.0.1, RFC 2136 updates and zone
 * transfers under TSIG, the zone kept in a master file. In production Knot, BIND or PowerDNS stand in its place.
 */
public final class DevDnsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevDnsServer.class);
    private static final int MAX_CONNECTIONS = 64;
    private static final int IDLE_MILLIS = 10_000;
    private static final int PORT_TRIES = 20;

    private final DnsRequests requests;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private DevDnsServer(DnsRequests requests, ServerSocket tcp, DatagramSocket udp) {
        this.requests = requests;
        this.tcp = tcp;
        this.udp = udp;
    }

    /**
     * Serves when this returns.
     *
     * @throws IOException if the port is taken or the zone file damaged
     */
    public static DevDnsServer start(DevDnsConfig config) throws IOException {
        DevZone zone = new DevZone(new ZoneFile(config.folder(), config.zone()), config.zone());
        DnsRequests requests = new DnsRequests(zone, new TsigGate(config.key(), config.clock()));
        DevDnsServer server = bind(requests, config.reach().bind(), config.port());
        Thread.ofPlatform().daemon().name("dns-udp").start(server::serveDatagrams);
        Thread.ofPlatform().daemon().name("dns-tcp").start(server::acceptConnections);
        return server;
    }

    public int port() {
        return udp.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        for (Socket socket : open) socket.close();
    }

    /** A free TCP port may be taken in UDP by chance, so any free port is tried several times. */
    private static DevDnsServer bind(DnsRequests requests, InetAddress address, int port) throws IOException {
        for (int tries = 1; ; tries++) {
            ServerSocket tcp = new ServerSocket();
            try {
                tcp.setReuseAddress(true);
                tcp.bind(new InetSocketAddress(address, port));
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(address, tcp.getLocalPort()));
                return new DevDnsServer(requests, tcp, udp);
            } catch (IOException taken) {
                tcp.close();
                if (port != 0 || tries == PORT_TRIES) throw taken;
            }
        }
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[65_535];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] wire = Arrays.copyOf(packet.getData(), packet.getLength());
                for (byte[] answer : requests.answer(wire, DnsRequests.Transport.UDP)) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException failure) {
                if (!udp.isClosed()) LOG.warn("datagram lost failure={}", failure.toString());
            }
        }
    }

    private void acceptConnections() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                if (connections.tryAcquire()) {
                    Thread.ofVirtual().name("dns-connection").start(() -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException failure) {
                if (!tcp.isClosed()) LOG.warn("connection lost failure={}", failure.toString());
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (!tcp.isClosed()) {
                byte[] wire = new byte[in.readUnsignedShort()];
                in.readFully(wire);
                for (byte[] answer : requests.answer(wire, DnsRequests.Transport.TCP)) {
                    writeFrame(socket.getOutputStream(), answer);
                }
            }
        } catch (EOFException | SocketTimeoutException finished) {
            // the client has had enough, or we of it
        } catch (IOException failure) {
            LOG.debug("connection ended failure={}", failure.toString());
        } finally {
            open.remove(socket);
            connections.release();
        }
    }

    /** Length and message in one write, so that they leave in one segment (RFC 7766 §8). */
    private static void writeFrame(OutputStream out, byte[] message) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(2 + message.length);
        frame.putShort((short) message.length).put(message);
        out.write(frame.array());
        out.flush();
    }
}

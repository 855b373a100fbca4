package io.meshplane.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Ports of 127.0.0.1: taken or free. */
public final class Ports {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /**
     * Checks all ports.
     *
     * @param excused names of parts whose ports do not matter
     * @throws UnusableException naming the first part whose port another process has
     */
    static void requireFree(PortPlan plan, Collection<String> excused) throws UnusableException {
        for (Map.Entry<String, Integer> entry : plan.ports().entrySet()) {
            String name = entry.getKey();
            int port = entry.getValue();
            if (excused.contains(name)) continue;
            if (!isFree(port) || (name.equals("dns") && !isFreeForDatagrams(port))) {
                throw new UnusableException(
                        UnusableException.TAKEN,
                        "port " + port + " of " + name + " is taken by another process: free it, or choose with --port "
                                + name + "=N or --port-base N");
            }
        }
    }

    /** That many ports, all different, free a moment ago. */
    static List<Integer> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) held.add(new ServerSocket(0, 1, loopback()));
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) socket.close();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // what an earlier run left in TIME_WAIT does not count
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isFreeForDatagrams(int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback(), port))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody accepts connections there. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), (int) CONNECT.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** 127.0.0.1, where all parts listen; the name localhost may lead to ::1. */
    public static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private Ports() {}
}

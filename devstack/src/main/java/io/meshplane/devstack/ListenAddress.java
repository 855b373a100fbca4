package io.meshplane.devstack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of 127.0.0.1 that a part will bind; 0 for any free one. */
record ListenAddress(Transport transport, int port) {
    enum Transport {
        TCP,
        UDP
    }

    ListenAddress {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port);
    }

    static ListenAddress tcp(int port) {
        return new ListenAddress(Transport.TCP, port);
    }

    static ListenAddress udp(int port) {
        return new ListenAddress(Transport.UDP, port);
    }

    /** Binds and lets go: a taken port is told in one sentence here, where each part would tell it in its own way. */
    boolean isTaken() {
        if (port == 0) return false;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
            switch (transport) {
                case TCP -> {
                    try (ServerSocket socket = new ServerSocket()) {
                        socket.setReuseAddress(true); // what an earlier run left in TIME_WAIT does not count
                        socket.bind(address);
                    }
                }
                case UDP -> new DatagramSocket(address).close();
            }
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}

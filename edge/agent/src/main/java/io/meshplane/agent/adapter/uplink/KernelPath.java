package io.meshplane.agent.adapter.uplink;

import io.meshplane.agent.domain.uplink.PathSight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel which way a packet to an address would go, without sending one: a datagram socket that is connected has its route
 * looked up (ip(7), udp(7)). Blocking for the time of reading three small files.
 */
public final class KernelPath {
    private final Path interfaces;
    private @Nullable InetAddress knownLocal;
    private String knownName = "";

    /**
     * A view.
     *
     * @param root of the file system whose sys is read, {@code /} but in tests
     */
    public KernelPath(Path root) {
        this.interfaces = root.resolve("sys/class/net");
    }

    /** The way to an address now. */
    public PathSight look(InetSocketAddress target) {
        String name = interfaceTo(target);
        if (name.isEmpty()) return PathSight.NO_ROUTE;
        Path folder = interfaces.resolve(name);
        return new PathSight(
                true,
                number(folder.resolve("carrier")) == 1,
                name,
                number(folder.resolve("statistics/rx_packets")),
                number(folder.resolve("statistics/tx_packets")));
    }

    /** Empty if there is no route. */
    private String interfaceTo(InetSocketAddress target) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(target);
            if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) return "";
            if (!local.getAddress().equals(knownLocal)) {
                NetworkInterface found = NetworkInterface.getByInetAddress(local.getAddress());
                knownLocal = local.getAddress();
                knownName = found == null ? "" : found.getName();
            }
            return knownName;
        } catch (IOException e) { // no route, or the interface is down
            knownLocal = null;
            return "";
        }
    }

    /** 0 if it cannot be read: the carrier of an interface that is down cannot. */
    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}

package io.meshplane.agent.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What babeld says of itself at one moment. Neighbours and routes are keyed by babeld's own ids, which are unique only while the
 * object lives; two neighbours may share address and interface for a while.
 *
 * @param interfaces by name
 * @param localFee of this node in wei per byte, by Althea's fork; null = not said
 * @param metricFactor weight of quality against price in thousandths, by Althea's fork; null = not said
 */
public record BabelState(
        Map<String, Interface> interfaces,
        Map<String, Neighbour> neighbours,
        Map<String, Xroute> xroutes,
        Map<String, Route> routes,
        @Nullable Long localFee,
        @Nullable Long metricFactor) {
    /** Cost of a link that is down, metric of a route that is withdrawn (RFC 8966, infinity). */
    public static final int INFINITY = 65535;

    /** An interface that babeld uses; the address is link-local IPv6, absent while it is down. */
    public record Interface(boolean up, @Nullable String ipv6) {}

    /**
     * A neighbour.
     *
     * @param reach which of the last 16 Hellos were heard, the latest one in the highest bit
     * @param settled whether it has been there for 16 Hellos
     * @param rxcost 0-65535, of the way from it
     * @param txcost 0-65535, of the way to it
     * @param cost 0-65535
     * @param rttMicros null = not measured
     */
    public record Neighbour(
            String address,
            String interfaceName,
            int reach,
            boolean settled,
            int rxcost,
            int txcost,
            int cost,
            @Nullable Integer rttMicros) {
        /** Share of its latest Hellos that were not heard here, 0-1. */
        public double lossRatio() {
            return HelloWindow.lossRatio(reach, settled);
        }
    }

    /** A prefix that this host exports. */
    public record Xroute(String prefix, String from, int metric) {}

    /**
     * A route that babeld knows; one of those to a prefix is installed.
     *
     * @param price what this node pays for it, in wei per byte, by Althea's fork; null = not said, which is not free of charge
     * @param fee what this node adds for others, in wei per byte; null = not said
     * @param fullPathRttMicros null = not said
     */
    public record Route(
            String prefix,
            String from,
            boolean installed,
            int metric,
            int refmetric,
            String via,
            String interfaceName,
            @Nullable Long price,
            @Nullable Long fee,
            @Nullable Integer fullPathRttMicros) {}

    /**
     * A link to a neighbour, as seen from here.
     *
     * @param cost 1-65535; 65535 = down
     * @param lossRatio share of the neighbour's Hellos that this end missed, 0-1
     */
    public record Link(
            String interfaceName,
            String localAddress,
            String peerAddress,
            int cost,
            @Nullable Integer rttMicros,
            double lossRatio) {
        /** The same link, down. */
        public Link down() {
            return new Link(interfaceName, localAddress, peerAddress, INFINITY, null, 1);
        }
    }

    public BabelState {
        interfaces = Map.copyOf(interfaces);
        neighbours = Map.copyOf(neighbours);
        xroutes = Map.copyOf(xroutes);
        routes = Map.copyOf(routes);
    }

    /** Routes that are in the kernel. */
    public int installedRoutes() {
        return (int) routes.values().stream().filter(Route::installed).count();
    }

    /** Whether a way to everywhere is in the kernel: without one a router is cut off, however well its links are. */
    public boolean hasDefaultRoute() {
        return routes.values().stream()
                .anyMatch(route -> route.installed()
                        && (route.prefix().equals("::/0") || route.prefix().equals("0.0.0.0/0")));
    }

    /**
     * One link per interface and neighbour address; where babeld holds two neighbours for it, the better one counts, for the
     * other is on its way out. Neighbours on an interface without an address are left out.
     */
    public List<Link> links() {
        Map<List<String>, Link> links = new LinkedHashMap<>();
        for (Neighbour neighbour : neighbours.values()) {
            Interface local = interfaces.get(neighbour.interfaceName());
            if (local == null || local.ipv6() == null) continue;
            Link link = new Link(
                    neighbour.interfaceName(),
                    local.ipv6(),
                    neighbour.address(),
                    Math.max(1, neighbour.cost()),
                    neighbour.rttMicros(),
                    neighbour.lossRatio());
            links.merge(
                    List.of(link.interfaceName(), link.peerAddress()), link, (a, b) -> a.cost() <= b.cost() ? a : b);
        }
        return new ArrayList<>(links.values());
    }
}

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
 */
public record BabelState(
        Map<String, Interface> interfaces,
        Map<String, Neighbour> neighbours,
        Map<String, Xroute> xroutes,
        Map<String, Route> routes) {
    /** Cost of a link that is down, metric of a route that is withdrawn (RFC 8966, infinity). */
    public static final int INFINITY = 65535;

    /** An interface that babeld uses; the address is link-local IPv6, absent while it is down. */
    public record Interface(boolean up, @Nullable String ipv6) {}

    /**
     * A neighbour.
     *
     * @param cost 0-65535
     * @param rttMicros null = not measured
     */
    public record Neighbour(
            String address,
            String interfaceName,
            int cost,
            @Nullable Integer rttMicros) {}

    /** A prefix that this host exports. */
    public record Xroute(String prefix, String from, int metric) {}

    /** A route that babeld knows; one of those to a prefix is installed. */
    public record Route(
            String prefix,
            String from,
            boolean installed,
            int metric,
            int refmetric,
            String via,
            String interfaceName) {}

    /**
     * A link to a neighbour, as seen from here.
     *
     * @param cost 1-65535; 65535 = down
     */
    public record Link(
            String interfaceName,
            String localAddress,
            String peerAddress,
            int cost,
            @Nullable Integer rttMicros) {
        /** The same link, down. */
        public Link down() {
            return new Link(interfaceName, localAddress, peerAddress, INFINITY, null);
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
                    neighbour.rttMicros());
            links.merge(
                    List.of(link.interfaceName(), link.peerAddress()), link, (a, b) -> a.cost() <= b.cost() ? a : b);
        }
        return new ArrayList<>(links.values());
    }
}

package io.meshplane.sentinel.domain;

import io.meshplane.contracts.id.NetworkId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The zones that the sentinel writes, and who may have records in them.
 *
 * @param names all of them
 * @param networks by zone, those that may have records there; a zone that is absent is open to every network
 */
public record Zones(Set<DnsName> names, Map<DnsName, Set<NetworkId>> networks) {
    public Zones {
        names = Set.copyOf(names);
        networks = Map.copyOf(networks);
        if (names.isEmpty()) throw new IllegalArgumentException("dns.zones names no zone");
        if (!names.containsAll(networks.keySet())) {
            throw new IllegalArgumentException("dns.zone-networks names a zone that dns.zones does not");
        }
    }

    /**
     * Reads the settings.
     *
     * @param networks by zone, as in the configuration
     * @throws IllegalArgumentException with words for the operator
     */
    public static Zones of(Set<String> names, Map<String, Set<String>> networks) {
        Set<DnsName> zones = new HashSet<>();
        for (String name : names) zones.add(new DnsName(name));
        Map<DnsName, Set<NetworkId>> bound = new HashMap<>();
        networks.forEach((zone, ids) -> {
            Set<NetworkId> its = new HashSet<>();
            for (String id : ids) its.add(new NetworkId(id));
            bound.put(new DnsName(zone), Set.copyOf(its));
        });
        return new Zones(zones, bound);
    }

    public boolean has(DnsName zone) {
        return names.contains(zone);
    }

    /** Whether pools of this network may have records there. */
    public boolean isOpenTo(DnsName zone, NetworkId network) {
        Set<NetworkId> bound = networks.get(zone);
        return bound == null || bound.contains(network);
    }

    /** Zones in which any network may take a free name: right for a developer, a warning elsewhere. */
    public Set<DnsName> open() {
        Set<DnsName> open = new HashSet<>(names);
        open.removeAll(networks.keySet());
        return Set.copyOf(open);
    }
}

package io.meshplane.launcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part listens where on 127.0.0.1.
 *
 * @param ports name to port, 1 to 65535, no two alike; always the same names in the same order
 */
record PortPlan(Map<String, Integer> ports) {
    /** Full nodes of the development chain, by their names. */
    static final String[] CHAIN_NODES = {"a", "b", "c", "d"};

    private static final String HEALTH = "-health";
    private static final Map<String, Integer> DEFAULTS = defaults();

    PortPlan {
        ports = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ports));
        if (!ports.keySet().equals(DEFAULTS.keySet())) throw new IllegalArgumentException("not the parts: " + ports);
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("kafka", 7092);
        ports.put("postgres", 7432);
        ports.put("dns", 7053);
        for (int i = 0; i < CHAIN_NODES.length; i++) ports.put("chain-" + CHAIN_NODES[i], 7545 + i);
        ports.put("issuer", 7080);
        int rest = 7101;
        for (Service service : Service.ALL) {
            ports.put(service.name(), rest);
            ports.put(service.name() + HEALTH, rest + 100);
            rest++;
        }
        ports.put("agent", 7110);
        ports.put("mesh", 7111);
        return ports;
    }

    static PortPlan standard() {
        return new PortPlan(DEFAULTS);
    }

    /** These ports, as many as there are names, in the order of the names. */
    static PortPlan of(Collection<Integer> inOrder) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        var port = inOrder.iterator();
        DEFAULTS.forEach((name, usual) -> ports.put(name, port.next()));
        return new PortPlan(ports);
    }

    static int size() {
        return DEFAULTS.size();
    }

    /** The parts one after the other from this port on. */
    static PortPlan startingAt(int first) throws UnusableException {
        if (first < 1 || first + DEFAULTS.size() > 65_536) {
            throw unusable("--port-base: " + DEFAULTS.size() + " ports from " + first + " on do not exist");
        }
        return of(java.util.stream.IntStream.range(first, first + DEFAULTS.size())
                .boxed()
                .toList());
    }

    /** This plan with one port changed. */
    PortPlan with(String name, int port) throws UnusableException {
        if (!DEFAULTS.containsKey(name)) {
            throw unusable("--port: no part is called " + name + "; there are " + String.join(", ", DEFAULTS.keySet()));
        }
        if (port < 1 || port > 65_535) throw unusable("--port " + name + ": no port: " + port);
        Map<String, Integer> changed = new LinkedHashMap<>(ports);
        changed.put(name, port);
        return new PortPlan(changed);
    }

    /** @throws UnusableException if two parts have one port */
    PortPlan checked() throws UnusableException {
        Map<Integer, String> owners = new TreeMap<>();
        for (Map.Entry<String, Integer> entry : ports.entrySet()) {
            String other = owners.putIfAbsent(entry.getValue(), entry.getKey());
            if (other != null)
                throw unusable(other + " and " + entry.getKey() + " cannot both have port " + entry.getValue());
        }
        return this;
    }

    int of(String name) {
        Integer port = ports.get(name);
        if (port == null) throw new IllegalArgumentException("no part " + name);
        return port;
    }

    /** Where a service says how it is. */
    int healthOf(String service) {
        return of(service + HEALTH);
    }

    private static UnusableException unusable(String sentence) {
        return new UnusableException(UnusableException.USAGE, sentence);
    }
}

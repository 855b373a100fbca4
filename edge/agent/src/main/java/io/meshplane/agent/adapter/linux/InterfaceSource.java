package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.HostFiles;
import io.meshplane.agent.domain.InterfaceCounters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces: /proc/net/dev, whose counters are those of /sys/class/net/NAME/statistics in one consistent file, 64 bits
 * wide since Linux 2.6.36, and what sysfs tells of each interface beside.
 */
final class InterfaceSource implements Source<InterfaceSource.Sight> {
    /**
     * An interface now.
     *
     * @param index the kernel's number for it, read before the counters; 0 = it came or went meanwhile
     * @param wireGuard whether it is a tunnel of WireGuard
     * @param up whether packets can pass
     * @param carrierChanges since it was made; empty = not said
     * @param speedMbits of the medium; empty = it has none, or does not say
     */
    record Row(
            InterfaceCounters counters,
            int index,
            boolean wireGuard,
            boolean up,
            OptionalDouble carrierChanges,
            OptionalDouble speedMbits) {}

    /** All interfaces now. */
    record Sight(List<Row> rows, int badLines) {}

    /** What is read once per interface, or when its carrier changes. */
    private record Fixed(int index, boolean wireGuard, double carrierChanges, OptionalDouble speedMbits) {}

    private final HostFolder host;
    private Map<String, Fixed> known = Map.of();

    InterfaceSource(HostFolder host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "interfaces";
    }

    @Override
    public Sight look() throws IOException {
        Map<String, Integer> indexes = host.interfaceIndexes(); // before the counters, see CounterEpochs.Sight
        InterfaceCounters.Table table = InterfaceCounters.parse(host.need("proc/net/dev"));
        Map<String, Fixed> before = known; // replaced as a whole: a look that hung may end beside another one
        Map<String, Fixed> now = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (InterfaceCounters counters : table.rows()) {
            String name = counters.name();
            int index = indexes.getOrDefault(name, 0);
            OptionalDouble changes = number(name, "carrier_changes");
            Fixed fixed = fixed(before.get(name), name, index, changes.orElse(-1));
            now.put(name, fixed);
            rows.add(new Row(counters, index, fixed.wireGuard(), up(name), changes, fixed.speedMbits()));
        }
        known = now;
        return new Sight(List.copyOf(rows), table.badLines());
    }

    private Fixed fixed(@Nullable Fixed before, String name, int index, double carrierChanges) {
        if (before != null && before.index() == index && before.carrierChanges() == carrierChanges) return before;
        boolean wireGuard =
                read(name, "uevent").lines().anyMatch(line -> line.strip().equals("DEVTYPE=wireguard"));
        OptionalDouble speed = wireGuard ? OptionalDouble.empty() : number(name, "speed");
        boolean said = speed.isPresent() && speed.getAsDouble() > 0; // -1 = without a carrier
        return new Fixed(index, wireGuard, carrierChanges, said ? speed : OptionalDouble.empty());
    }

    /** Tunnels have no operational state of their own: they say unknown. */
    private boolean up(String name) {
        String state = read(name, "operstate").strip();
        boolean may = state.isEmpty() || state.equals("up") || state.equals("unknown");
        return may && !read(name, "carrier").strip().equals("0");
    }

    private OptionalDouble number(String name, String file) {
        return HostFiles.single(read(name, file));
    }

    private String read(String name, String file) {
        return host.read("sys/class/net/" + name + "/" + file).orElse("");
    }
}

package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.HostFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Load, memory, CPU time, connection tracking and dropped packets of the host: files of the kernel that never hang. */
final class HostSource implements Source<HostSource.Sight> {
    private static final Map<String, String> MEMORY = Map.of(
            "MemTotal", "node_mem_total_kib",
            "MemFree", "node_mem_free_kib",
            "MemAvailable", "node_mem_available_kib",
            "Cached", "node_mem_cached_kib");
    private static final Map<String, String> DROPS = Map.of(
            "Ip.InDiscards", "node_ip_received_discarded_total",
            "Ip.OutDiscards", "node_ip_sent_discarded_total",
            "Ip.OutNoRoutes", "node_ip_sent_without_route_total",
            "Udp.RcvbufErrors", "node_udp_receive_buffer_full_total");

    /**
     * The host now.
     *
     * @param hostBootId another one after each boot
     * @param numbers by the name of their series
     * @param counts cumulative, by the name of their series
     */
    record Sight(String hostBootId, double uptimeSeconds, Map<String, Double> numbers, Map<String, Double> counts) {}

    private final HostFolder host;

    HostSource(HostFolder host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "host";
    }

    @Override
    public Sight look() throws IOException {
        double uptime = HostFiles.uptimeSeconds(host.need("proc/uptime"));
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("node_uptime_seconds", uptime);
        HostFiles.loadAverages(text("proc/loadavg"))
                .forEach((minutes, load) -> numbers.put("node_load" + minutes, load));
        rename(HostFiles.memoryKibibytes(text("proc/meminfo")), MEMORY, numbers);
        number(numbers, "node_conntrack_entries", "proc/sys/net/netfilter/nf_conntrack_count");
        number(numbers, "node_conntrack_limit", "proc/sys/net/netfilter/nf_conntrack_max");
        Map<String, Double> counts = new LinkedHashMap<>();
        HostFiles.cpuJiffies(text("proc/stat"))
                .forEach((mode, jiffies) -> counts.put("node_cpu_" + mode + "_jiffies_total", jiffies));
        rename(HostFiles.snmp(text("proc/net/snmp")), DROPS, counts);
        String bootId = host.need("proc/sys/kernel/random/boot_id").strip();
        return new Sight(bootId, uptime, numbers, counts);
    }

    private String text(String path) {
        return host.read(path).orElse("");
    }

    private void number(Map<String, Double> numbers, String series, String path) {
        OptionalDouble value = HostFiles.single(text(path));
        if (value.isPresent()) numbers.put(series, value.getAsDouble());
    }

    private static void rename(Map<String, Double> values, Map<String, String> names, Map<String, Double> into) {
        names.forEach((name, series) -> {
            Double value = values.get(name);
            if (value != null) into.put(series, value);
        });
    }
}

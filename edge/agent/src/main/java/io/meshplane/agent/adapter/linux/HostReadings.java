package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.Reading;
import io.meshplane.agent.domain.HostFiles;
import io.meshplane.agent.domain.InterfaceCounters;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Names and units of what a Linux host shows. */
final class HostReadings {
    static void interfaces(List<InterfaceCounters> interfaces, List<Reading> readings) {
        for (InterfaceCounters one : interfaces) {
            counter(readings, "interface_received_bytes_total", one, one.receivedBytes());
            counter(readings, "interface_received_packets_total", one, one.receivedPackets());
            counter(readings, "interface_received_errors_total", one, one.receivedErrors());
            counter(readings, "interface_received_dropped_total", one, one.receivedDropped());
            counter(readings, "interface_sent_bytes_total", one, one.sentBytes());
            counter(readings, "interface_sent_packets_total", one, one.sentPackets());
            counter(readings, "interface_sent_errors_total", one, one.sentErrors());
            counter(readings, "interface_sent_dropped_total", one, one.sentDropped());
        }
    }

    /** Adds what the host shows; returns its uptime in seconds. */
    static double host(HostFolder host, List<Reading> readings) throws IOException {
        double uptime = HostFiles.uptimeSeconds(host.need("proc/uptime"));
        readings.add(Reading.of("host_uptime_seconds", uptime));
        HostFiles.loadAverages(host.read("proc/loadavg").orElse(""))
                .forEach((minutes, load) -> readings.add(Reading.of("host_load" + minutes, load)));
        HostFiles.cpuSeconds(host.read("proc/stat").orElse(""))
                .forEach((mode, seconds) -> readings.add(Reading.of("host_cpu_seconds_total", "mode", mode, seconds)));
        var memory = HostFiles.memoryBytes(host.read("proc/meminfo").orElse(""));
        memory(readings, "host_memory_total_bytes", memory.get("MemTotal"));
        memory(readings, "host_memory_available_bytes", memory.get("MemAvailable"));
        for (String zone : host.names("sys/class/thermal", "thermal_zone*")) {
            OptionalDouble celsius = HostFiles.celsius(
                    host.read("sys/class/thermal/" + zone + "/temp").orElse(""));
            celsius.ifPresent(value -> readings.add(Reading.of("host_temperature_celsius", "zone", zone, value)));
        }
        return uptime;
    }

    private static void memory(List<Reading> readings, String name, @Nullable Double bytes) {
        if (bytes != null) readings.add(Reading.of(name, bytes));
    }

    /** Metrics are doubles, exact to 2^53; what is billed goes as unsigned 64 bit in the usage counters. */
    private static void counter(List<Reading> readings, String name, InterfaceCounters one, long unsigned) {
        double value = unsigned >= 0 ? unsigned : (unsigned >>> 1) * 2.0;
        readings.add(Reading.of(name, "interface", one.name(), value));
    }

    private HostReadings() {}
}

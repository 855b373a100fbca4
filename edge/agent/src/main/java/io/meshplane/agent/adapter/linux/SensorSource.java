package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.HostFiles;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Temperatures in degrees Celsius by sensor: thermal zones, and hwmon's, which may wait for a slow bus. */
final class SensorSource implements Source<Map<String, Double>> {
    private static final int MAX_SENSORS = 32;

    private final HostFolder host;

    SensorSource(HostFolder host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "sensors";
    }

    @Override
    public Map<String, Double> look() throws IOException {
        Map<String, Double> celsius = new TreeMap<>();
        for (String zone : host.names("sys/class/thermal", "thermal_zone*")) {
            add(celsius, zone, "sys/class/thermal/" + zone + "/temp");
        }
        for (String chip : host.names("sys/class/hwmon", "hwmon*")) {
            String folder = "sys/class/hwmon/" + chip;
            for (String input : host.names(folder, "temp*_input")) {
                add(celsius, chip + "/" + input.replace("_input", ""), folder + "/" + input);
            }
        }
        if (celsius.isEmpty()) throw new SourceAbsentException("this host shows no temperature");
        return celsius;
    }

    private void add(Map<String, Double> celsius, String sensor, String path) {
        OptionalDouble value = HostFiles.celsius(host.read(path).orElse(""));
        if (value.isPresent() && celsius.size() < MAX_SENSORS) celsius.put(sensor, value.getAsDouble());
    }
}

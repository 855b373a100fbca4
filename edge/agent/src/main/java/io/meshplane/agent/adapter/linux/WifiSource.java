package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.Wireless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Signal strengths: of the interface as a whole from /proc/net/wireless, where its driver still has a row there; of the routers at
 * the other end from {@code iw}, where that is installed.
 */
final class WifiSource implements Source<WifiSource.Sight> {
    private static final long DEADLINE_MS = 1_000;
    private static final int MAX_ANSWER_BYTES = 512 << 10;
    private static final int MAX_INTERFACES = 8;

    /**
     * The air now, in dBm.
     *
     * @param byInterface signal of interfaces
     * @param byStation signal of stations: interface, then link-local address. Whose phones these are is nobody's business: show
     *     only those that are known as routers
     */
    record Sight(Map<String, Integer> byInterface, Map<String, Map<String, Integer>> byStation) {}

    private final HostFolder host;
    private final String program;

    WifiSource(HostFolder host, String program) {
        this.host = host;
        this.program = program;
    }

    @Override
    public String name() {
        return "wifi";
    }

    @Override
    public Sight look() throws IOException, InterruptedException {
        TreeSet<String> wireless = new TreeSet<>();
        for (String name : host.names("sys/class/net", "*")) {
            if (host.has("sys/class/net/" + name + "/phy80211")) wireless.add(name);
        }
        Map<String, Integer> byInterface =
                Wireless.signals(host.read("proc/net/wireless").orElse(""));
        if (wireless.isEmpty() && byInterface.isEmpty()) throw new SourceAbsentException("no wireless interface");
        Map<String, Map<String, Integer>> byStation = new HashMap<>();
        for (String name : wireless) {
            if (byStation.size() < MAX_INTERFACES) byStation.put(name, stations(name));
        }
        return new Sight(byInterface, byStation);
    }

    private Map<String, Integer> stations(String interfaceName) throws IOException, InterruptedException {
        try {
            List<String> command = List.of(program, "dev", interfaceName, "station", "dump");
            ChildProcess.Answer answer = ChildProcess.run(command, DEADLINE_MS, MAX_ANSWER_BYTES);
            return Wireless.stations(new String(answer.bytes(), StandardCharsets.ISO_8859_1));
        } catch (SourceAbsentException e) {
            return Map.of();
        }
    }
}

package io.meshplane.telemetry.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A router's log as JSON lines, from a seed: exponential gaps, a sweep over all peers once a minute, and fields as routers log them: peers
 * and their interfaces, log-normal and Poisson integers, words of a few values, addresses, hashes.
 */
final class RouterLog {
    private static final String[] STATES = {"ok", "timeout", "idle", "refused", "rejected"};
    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    private final Random random;
    private final int peers;
    private final double perSecond;
    private final String node;
    private final String[] addresses;
    private final String[] stations;

    RouterLog(long seed, int peers, double perSecond) {
        random = new Random(seed);
        this.peers = peers;
        this.perSecond = perSecond;
        node = "rt-" + hex(8);
        addresses = new String[peers];
        for (int i = 0; i < peers; i++) {
            addresses[i] = "fd42:" + hex(4) + ":" + hex(4) + ":" + hex(4) + "::1";
        }
        stations = new String[Math.max(4, peers)];
        for (int i = 0; i < stations.length; i++) stations[i] = hex(12).replaceAll("(..)(?!$)", "$1:");
    }

    /** The lines of so many minutes, a list for each. */
    List<List<String>> minutes(int count) {
        List<List<String>> result = new ArrayList<>();
        double next = gap();
        for (int minute = 0; minute < count; minute++) {
            List<String> lines = new ArrayList<>();
            double sweep = minute * 60_000.0 + 38_000;
            for (; next < (minute + 1) * 60_000.0; next += gap()) {
                if (sweep >= 0 && next > sweep) {
                    sweep(sweep, lines);
                    sweep = -1;
                }
                lines.add(line((long) next));
            }
            result.add(lines);
        }
        return result;
    }

    private double gap() {
        return -Math.log(1 - random.nextDouble()) * 1000 / perSecond;
    }

    private void sweep(double start, List<String> lines) {
        double at = start;
        for (int peer = 0; peer < peers; peer++) {
            at += random.nextInt(5);
            lines.add(json(
                    (long) at,
                    "INFO",
                    "accounting::meter",
                    "link " + addresses[peer] + " dev wg" + peer + " in " + large(9) + " out " + large(9) + " owed "
                            + large(24)));
        }
    }

    private String line(long millis) {
        int peer = random.nextInt(peers);
        String where = addresses[peer] + " dev wg" + peer;
        String station = stations[random.nextInt(stations.length)];
        String state = STATES[(int) (STATES.length * Math.pow(random.nextDouble(), 3))];
        int kind = (int) (14 * Math.pow(random.nextDouble(), 1.6));
        return switch (kind) {
            case 0 -> json(millis, "DEBUG", "mesh::routes", "path " + where + " cost " + small() + " was " + small());
            case 1 -> json(millis, "INFO", "wg::keys", "rekeyed " + where + " within " + small() + " ms");
            case 2 ->
                json(millis, "DEBUG", "sys::watch", "load=" + small() + " free=" + large(9) + "kB fds=" + small());
            case 3 ->
                json(
                        millis,
                        "INFO",
                        "shipper",
                        "sent part " + large(9) + " of " + large(9) + " bytes in " + small() + " ms");
            case 4 ->
                json(
                        millis,
                        "DEBUG",
                        "dns",
                        "answer for 10.7.0." + (10 + peer) + " after " + large(9) + " us: " + state);
            case 5 -> json(millis, "WARN", "mesh::routes", "silence from " + where + ", " + small() + " of 16 probes");
            case 6 ->
                json(millis, "INFO", "wlan", "client " + station + " joined at -" + small() + " dBm rate " + large(9));
            case 7 ->
                json(millis, "INFO", "dhcp", "address 10.7.0." + (10 + random.nextInt(peers)) + " for " + station);
            case 8 -> json(millis, "DEBUG", "exit::probe", "round trip " + large(9) + " us, state " + state);
            case 9 -> json(millis, "INFO", "wlan", "client " + station + " left: " + state);
            case 10 ->
                json(millis, "INFO", "ledger", "transfer 0x" + hex(64) + " to " + addresses[peer] + " of " + large(24));
            case 11 ->
                json(
                        millis,
                        "ERROR",
                        "exit::probe",
                        "exit " + addresses[peer] + " " + state + " after " + large(9) + " ms");
            case 12 -> json(millis, "WARN", "kernel", "wg" + peer + ": queue stalled for " + small() + " ms");
            default -> json(millis, "INFO", "settings", "took revision " + large(9) + " with " + small() + " changes");
        };
    }

    private String json(long millis, String level, String module, String message) {
        return "{\"ts\":\"" + START.plusMillis(millis) + "\",\"level\":\"" + level + "\",\"module\":\"" + module
                + "\",\"node\":\"" + node + "\",\"msg\":\"" + message + "\"}";
    }

    private int small() {
        int n = 0;
        for (double p = random.nextDouble(); p > Math.exp(-14); p *= random.nextDouble()) n++;
        return n;
    }

    private long large(double logMean) {
        return (long) Math.exp(logMean + 1.4 * random.nextGaussian());
    }

    private String hex(int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) text.append(String.format(Locale.ROOT, "%x", random.nextInt(16)));
        return text.toString();
    }
}

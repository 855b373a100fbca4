package io.meshplane.agent.adapter.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A made-up host: files of proc and sys in a folder, and programs that are scripts. */
final class LinuxHost {
    private final Path root;
    private final Path data;

    LinuxHost(Path root, Path data) throws IOException {
        this.root = root;
        this.data = data;
        file("proc/uptime", "3600.25 100.0\n");
        file("proc/loadavg", "0.5 0.25 0.125 1/100 42\n");
        file("proc/stat", "cpu 100 0 0 900\n");
        file("proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 50 kB\nMemFree: 20 kB\nCached: 10 kB\n");
        file("proc/sys/kernel/random/boot_id", "7b3a\n");
        file("proc/sys/net/netfilter/nf_conntrack_count", "51\n");
        file("sys/class/thermal/thermal_zone0/temp", "51000\n");
        file("sys/class/hwmon/hwmon1/temp1_input", "42500\n");
        interfaceFiles("eth0", 3, "up");
        file("sys/class/net/eth0/speed", "1000\n");
        counters("eth0", 1_000, 2_000);
    }

    /** Settings without any program, but those that {@link #program} made. */
    LinuxSettings settings() {
        return settings(Duration.ofMillis(200), Map.of());
    }

    LinuxSettings settings(Duration interval, Map<String, Double> steps) {
        LinuxSettings.Programs programs = new LinuxSettings.Programs(
                root.resolve("bin/wg").toString(),
                root.resolve("bin/iw").toString(),
                root.resolve("bin/journalctl").toString());
        return new LinuxSettings(root, data, interval, null, null, steps, programs);
    }

    void interfaceFiles(String name, int index, String operstate) throws IOException {
        file("sys/class/net/" + name + "/ifindex", index + "\n");
        file("sys/class/net/" + name + "/operstate", operstate + "\n");
        file("sys/class/net/" + name + "/carrier", "1\n");
        file("sys/class/net/" + name + "/carrier_changes", "2\n");
        file("sys/class/net/" + name + "/uevent", "INTERFACE=" + name + "\nIFINDEX=" + index + "\n");
    }

    void tunnelFiles(String name, int index) throws IOException {
        interfaceFiles(name, index, "unknown");
        file("sys/class/net/" + name + "/uevent", "DEVTYPE=wireguard\nINTERFACE=" + name + "\nIFINDEX=" + index + "\n");
    }

    void counters(String name, long sent, long received) throws IOException {
        file("proc/net/dev", name + ": " + received + " 11 1 0 0 0 0 0 " + sent + " 22 0 2 0 0 0 0\n");
    }

    void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    /** Puts a pipe that nobody writes to in the place of a file: who opens it waits. */
    void pipe(String path) throws IOException, InterruptedException {
        Files.deleteIfExists(root.resolve(path));
        Process made = new ProcessBuilder("mkfifo", root.resolve(path).toString()).start();
        if (!made.waitFor(10, TimeUnit.SECONDS) || made.exitValue() != 0) throw new IOException("no mkfifo");
    }

    void program(String name, String script) throws IOException {
        file("bin/" + name, "#!/bin/sh\n" + script + "\n");
        if (!root.resolve("bin/" + name).toFile().setExecutable(true)) throw new IOException("not executable");
    }

    /** A wg that answers with what is in a file beside it. */
    void wireGuard(String dump) throws IOException {
        file("bin/dump", dump);
        program("wg", "exec cat " + root.resolve("bin/dump"));
    }

    static String recordedDump() throws IOException {
        try (InputStream in = LinuxHost.class.getResourceAsStream("/wg-show-all-dump.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}

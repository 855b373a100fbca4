package io.meshplane.testkit.router;

import io.meshplane.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces with a virtual cable between them, gone when it is closed. What passes is counted as packets of at most
 * 1,500 bytes, as a real cable carries them.
 */
public final class Cable implements AutoCloseable {
    /** Address of the near end. */
    public static final String NEAR = "192.0.2.1";
    /** Address of the far end. */
    public static final String FAR = "192.0.2.2";

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int ETHERNET_BYTES = 14;
    private static final String SCRIPT = """
            set -e
            ip link add near type veth peer name far
            for end in near far; do
              ip link set $end gso_max_segs 1
              echo 1 > /proc/sys/net/ipv6/conf/$end/disable_ipv6
            done
            ip link set far netns $2
            ip link set lo up
            ip link set near up
            ip addr add 192.0.2.1/30 dev near
            nsenter --target $2 --net ip link set lo up
            nsenter --target $2 --net ip link set far up
            nsenter --target $2 --net ip addr add 192.0.2.2/30 dev far
            touch "$1/ready"
            exec cat
            """;

    private final Process far;
    private final Process near;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /**
     * What crossed the cable, both ways.
     *
     * @param bytes with the Ethernet header of each frame
     */
    public record Traffic(long packets, long bytes) {
        /** Without the Ethernet headers, 14 bytes a frame; ARP's few frames are in it. */
        public long ipBytes() {
            return bytes - ETHERNET_BYTES * packets;
        }
    }

    /**
     * Plugs one in; needs root, iproute2 and util-linux.
     *
     * @param folder for its scripts and logs
     */
    public Cable(Path folder) throws IOException {
        this.folder = folder;
        Path script = Files.writeString(folder.resolve("cable.sh"), SCRIPT);
        // each ends with its input, so also when this process is killed
        far = new ProcessBuilder("unshare", "--net", "cat").start();
        Path mine = Path.of("/proc/self/ns/net");
        Await.until("a namespace", DEADLINE, () -> !name(mine).equals(name(namespace(far))));
        near = new ProcessBuilder(
                        "unshare", "--net", "sh", script.toString(), folder.toString(), Long.toString(far.pid()))
                .redirectError(folder.resolve("cable.log").toFile())
                .start();
        Await.until("the cable", DEADLINE, () -> Files.exists(folder.resolve("ready")));
    }

    private static Path namespace(Process process) {
        return Path.of("/proc/" + process.pid() + "/ns/net");
    }

    private static String name(Path namespace) {
        try {
            return Files.readSymbolicLink(namespace).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pulls the cable out at the far end, or puts it in again. */
    public void plug(boolean in) throws IOException, InterruptedException {
        Process set = start(far, List.of("ip", "link", "set", "far", in ? "up" : "down"));
        if (set.waitFor() != 0) throw new IOException("the cable stays as it is");
    }

    /** A process at the near end. */
    public Process near(List<String> command) throws IOException {
        return start(near, command);
    }

    /** A process at the far end. */
    public Process far(List<String> command) throws IOException {
        return start(far, command);
    }

    /** The command that runs another one at the near end, as the process that it is started as. */
    public List<String> atNear(List<String> command) {
        return at(near, command);
    }

    /** The same for the far end. */
    public List<String> atFar(List<String> command) {
        return at(far, command);
    }

    private static List<String> at(Process end, List<String> command) {
        // with the sysfs of its own end
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace(end), "unshare", "--mount"));
        all.addAll(List.of("sh", "-c", "mount -t sysfs sysfs /sys && exec \"$@\"", "sh"));
        all.addAll(command);
        return all;
    }

    private Process start(Process end, List<String> command) throws IOException {
        Process process = new ProcessBuilder(at(end, command))
                .redirectError(
                        folder.resolve("process-" + processes.size() + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** So far. */
    public Traffic traffic() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + near.pid() + "/net/dev"))) {
            if (!line.strip().startsWith("near:")) continue;
            String[] words = line.substring(line.indexOf(':') + 1).strip().split("\\s+");
            return new Traffic(
                    Long.parseLong(words[1]) + Long.parseLong(words[9]),
                    Long.parseLong(words[0]) + Long.parseLong(words[8]));
        }
        throw new IOException("no such interface");
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        near.destroyForcibly();
        far.destroyForcibly();
    }
}

package io.meshplane.agent;

import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces, a pair of virtual cables between them, a babeld in each: near, with the interface {@code near}, and far, which
 * has a route to offer. They listen to the sockets {@code near.sock} and {@code far.sock}. Needs root.
 */
public final class BabelPair {
    private static final String NETWORK = """
            set -e
            cd "$1"
            babeld=$2
            hello=$3
            unshare --net sleep infinity &
            far=$!
            ip link add near type veth peer name far
            until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
            ip link set far netns $far
            ip link set lo up
            ip link set near up
            nsenter --target $far --net ip link set lo up
            nsenter --target $far --net ip link set far up
            nsenter --target $far --net ip addr add fd00:6d65::2/128 dev lo
            interface="default type wired hello-interval $hello update-interval 4"
            nsenter --target $far --net "$babeld" -I far.pid -S far.state -G "$1/far.sock" -C "$interface" \\
                -C "redistribute ip fd00:6d65::/64 allow" -C "redistribute local deny" far &
            start_near() {
                "$babeld" -I near.pid -S near.state -G "$1/near.sock" -C "$interface" -C "redistribute local deny" near &
                near=$!
            }
            start_near "$1"
            until [ -e cut ]; do
                if [ -e restart ]; then
                    kill -9 $near
                    wait $near || true
                    rm -f near.pid near.sock restart
                    start_near "$1"
                fi
                sleep 0.05
            done
            nsenter --target $far --net ip link set far down
            wait
            """;

    private final Path folder;
    private final Process network;

    private BabelPair(Path folder, Process network) {
        this.folder = folder;
        this.network = network;
    }

    /**
     * Starts both.
     *
     * @param folder for everything of theirs
     * @param helloSeconds babeld's hello-interval
     */
    public static BabelPair start(Path folder, String helloSeconds) throws IOException {
        Path babeld = RealPartCondition.find("babeld", "MESHPLANE_BABELD").orElseThrow();
        Path script = Files.writeString(folder.resolve("network.sh"), NETWORK);
        // in a process namespace of its own, so that everything in it ends with its first process
        List<String> command = List.of(
                "unshare",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                script.toString(),
                folder.toString(),
                babeld.toString(),
                helloSeconds);
        Process network = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("network.log").toFile())
                .start();
        return new BabelPair(folder, network);
    }

    /** Of the near one. */
    public String nearSocket() {
        return folder.resolve("near.sock").toString();
    }

    /** Of the far one. */
    public String farSocket() {
        return folder.resolve("far.sock").toString();
    }

    /** Cuts the cable. */
    public void cut() throws IOException {
        Files.createFile(folder.resolve("cut"));
    }

    /** Kills the near babeld and starts another one. */
    public void restartNear() throws IOException {
        Files.createFile(folder.resolve("restart"));
    }

    /** Ends everything in both namespaces. */
    public void stop() throws InterruptedException {
        network.destroyForcibly();
        if (!network.waitFor(10, TimeUnit.SECONDS)) throw new IllegalStateException("the network does not end");
    }
}

package io.meshplane.e2e;

import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Five network namespaces in a ring of virtual cables, a babeld in each. The namespaces have no names: they are those of processes in a
 * process namespace of their own, which end with its first one, whatever ends this. Interface {@code lXY} is on node X towards node Y.
 */
final class RingOfRouters implements AutoCloseable {
    static final int ROUTERS = 5;

    private static final String SCRIPT = """
            set -e
            cd "$1"
            babeld=$2
            for n in 1 2 3 4 5; do
                unshare --net sleep infinity &
                eval "ns$n=$!"
            done
            ns() { eval "echo \\$ns$1"; }
            in_ns() { n=$1; shift; nsenter --target "$(ns $n)" --net "$@"; }
            for n in 1 2 3 4 5; do
                until [ "$(readlink /proc/$(ns $n)/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
            done
            for pair in "1 2" "2 3" "3 4" "4 5" "5 1"; do
                set -- $pair
                ip link add "l$1$2" type veth peer name "l$2$1"
                ip link set "l$1$2" netns "$(ns $1)"
                ip link set "l$2$1" netns "$(ns $2)"
                in_ns $1 ip link set "l$1$2" up
                in_ns $2 ip link set "l$2$1" up
            done
            wired="default type wired hello-interval 1 update-interval 4"
            for n in 1 2 3 4 5; do
                in_ns $n ip link set lo up
                in_ns $n ip addr add "fd00:6d65::$n/128" dev lo
                before=$((n == 1 ? 5 : n - 1))
                after=$((n == 5 ? 1 : n + 1))
                in_ns $n "$babeld" -I "$n.pid" -S "$n.state" -G "$PWD/$n.sock" -C "$wired" \\
                    -C "redistribute ip fd00:6d65::/64 allow" -C "redistribute local deny" "l$n$before" "l$n$after" &
            done
            until [ -e cut ]; do sleep 0.05; done
            in_ns 2 ip link set l23 down
            wait
            """;

    private final Process process;
    private final Path folder;

    private RingOfRouters(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static RingOfRouters start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path script = Files.writeString(folder.resolve("ring.sh"), SCRIPT);
        Path babeld = RealPartCondition.find("babeld", "MESHPLANE_BABELD").orElseThrow();
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
                babeld.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ring.log").toFile())
                .start();
        return new RingOfRouters(process, folder);
    }

    /** The local socket of a router's babeld: a file, so it is seen from everywhere. */
    Path socket(int router) {
        return folder.resolve(router + ".sock");
    }

    Path folder() {
        return folder;
    }

    /** Cuts the cable between the nodes 2 and 3. */
    void cut() throws IOException {
        Files.createFile(folder.resolve("cut"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

package io.meshplane.sentinel.adapter.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a socket of the kind that systemd listens at, which Python opens. */
@RealPart(program = "python3", env = "MESHPLANE_PYTHON")
class ServiceManagerTest {
    private static final String LISTENER = """
        import os, socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind(sys.argv[1] if sys.argv[1][0] != '@' else '\\0' + sys.argv[1][1:])
        print('listens', flush=True)
        print(s.recv(1000).decode().replace('\\n', ' '), flush=True)
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void tellsAtThePathThatItWasGiven() throws Exception {
        assertThat(heardAt(folder.resolve("notify").toString())).isEqualTo("READY=1 WATCHDOG=1");
    }

    @Test
    void tellsAtAnAbstractName() throws Exception {
        assertThat(heardAt("@meshplane-test-" + ProcessHandle.current().pid())).isEqualTo("READY=1 WATCHDOG=1");
    }

    @Test
    void saysSoWhenNobodyListens() {
        ServiceManager toNobody = new ServiceManager(folder.resolve("nobody").toString());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> toNobody.tell("READY=1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceManager("/" + "a".repeat(107)));
    }

    private String heardAt(String socket) throws IOException {
        Path heard = folder.resolve("heard");
        Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket)
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .start();
        try {
            Await.until(
                    "the socket is open",
                    Duration.ofSeconds(20),
                    () -> Files.readString(heard).contains("listens"));
            new ServiceManager(socket).tell("READY=1\nWATCHDOG=1");
            return Await.value("the datagram", Duration.ofSeconds(20), () -> {
                var lines = Files.readAllLines(heard);
                return lines.size() > 1 ? lines.get(1) : null;
            });
        } finally {
            listener.destroyForcibly();
        }
    }
}

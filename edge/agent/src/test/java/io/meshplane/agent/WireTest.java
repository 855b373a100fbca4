package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.router.Cable;
import io.meshplane.testkit.router.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an hour of reports costs on the cable, headers of IP and TCP included: an agent and a native door in two network namespaces,
 * and the counters of the cable between them. Time passes faster, so that an hour takes half a minute; that changes nothing on the
 * cable as long as two uploads are further apart than a delayed acknowledgement (40 ms at both ends) takes: no packet of this exchange
 * is sent for time's sake (no keep-alive of TCP, no probes on a path that works). {@code -Dmeshplane.wire.speed=1} measures a real
 * hour.
 */
@RealPart(program = "ip", needsRoot = true)
class WireTest {
    private static final int SPEED = Integer.getInteger("meshplane.wire.speed", 150);
    private static final int HOUR_SCRAPES = 360;
    private static final Duration DEADLINE = Duration.ofSeconds(7_200 / SPEED + 60);
    private static final String PORT = "7102";
    private static final String LISTENING = "listening";
    private static final long FLAP_SECONDS = 6;
    /** The path is looked at once a second, and a cable takes a moment to come up. */
    private static final long SIGHT_MS = 3_000;

    @TempDir
    private Path folder;

    /** What the door has counted. */
    private record Counted(long scrapes, long values, long connections, long signIns, long bodyBytes, long complaints) {
        static Counted of(String line) {
            String[] words = line.split(" ");
            return new Counted(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]));
        }
    }

    private record Hour(Counted counted, Cable.Traffic traffic) {
        double bytesPerValue() {
            return (double) traffic.ipBytes() / counted.values();
        }
    }

    @Test
    void aGatewaysHourTakesNineTenthsOfAByteAValueAtMost() throws Exception {
        assertThat(hour("gateway", Duration.ofMinutes(1), false).bytesPerValue())
                .isLessThanOrEqualTo(0.9);
    }

    @Test
    void aGatewaysHourUnderTlsTakesNineTenthsOfAByteAValueAtMost() throws Exception {
        assertThat(hour("gateway", Duration.ofMinutes(1), true).bytesPerValue()).isLessThanOrEqualTo(0.9);
    }

    @Test
    void aClientsHourTakesTwoBytesAValueAtMost() throws Exception {
        assertThat(hour("client", Duration.ofMinutes(5), false).bytesPerValue()).isLessThanOrEqualTo(2.0);
    }

    @Test
    void aClientsHourUnderTlsTakesTwoBytesAValueAtMost() throws Exception {
        assertThat(hour("client", Duration.ofMinutes(5), true).bytesPerValue()).isLessThanOrEqualTo(2.0);
    }

    @Test
    void aFlapOfTheCableIsSeenAfterwardsWithItsStartAndLength() throws Exception {
        Rig rig = new Rig("gateway", Duration.ofSeconds(10), false, 1);
        try (Cable cable = new Cable(folder)) {
            Queue<String> said = rig.start(cable);
            Await.until("the first batch", DEADLINE, () -> said.size() > 1);
            long pulledMs = System.currentTimeMillis();
            cable.plug(false);
            TimeUnit.SECONDS.sleep(FLAP_SECONDS); // so long it lasts
            cable.plug(true);
            long flapMs = System.currentTimeMillis() - pulledMs;

            String[] note = Await.value(
                            "a note",
                            DEADLINE,
                            () -> said.stream()
                                    .filter(line -> line.startsWith("note uplink-down"))
                                    .findFirst()
                                    .orElse(null))
                    .split(" ");

            assertThat(Long.parseLong(note[2])).isCloseTo(pulledMs, within(SIGHT_MS));
            assertThat(Long.parseLong(note[3])).isCloseTo(flapMs, within(SIGHT_MS));
        }
    }

    private Hour hour(String role, Duration batch, boolean tls) throws Exception {
        Rig rig = new Rig(role, batch, tls, SPEED);
        try (Cable cable = new Cable(folder)) {
            Queue<String> said = rig.start(cable);
            Hour hour = Await.value("an hour's scrapes", DEADLINE, () -> {
                Counted counted = said.stream()
                        .filter(line -> !line.startsWith("note") && !line.equals(LISTENING))
                        .reduce((_, last) -> last)
                        .map(Counted::of)
                        .orElse(null);
                return counted == null || counted.scrapes() < HOUR_SCRAPES ? null : new Hour(counted, cable.traffic());
            });
            report(role, batch, tls, hour);
            assertThat(hour.counted().complaints()).isZero();
            // where this machine stalls for two fast intervals a backlog drains over a second one
            assertThat(hour.counted().connections()).isLessThanOrEqualTo(SPEED == 1 ? 1 : 2);
            assertThat(hour.counted().signIns()).isEqualTo(1);
            return hour;
        }
    }

    /** An agent at the near end of a cable, a door at the far one. */
    private final class Rig {
        private final Path data = Files.createDirectory(folder.resolve("data"));
        private final String role;
        private final Duration batch;
        private final int speed;
        private final byte[] publicKey;
        private final @Nullable ServerCertificate certificate;
        private final String sinceMs = Long.toString(System.currentTimeMillis());

        Rig(String role, Duration batch, boolean tls, int speed) throws IOException, InterruptedException {
            this.role = role;
            this.batch = batch;
            this.speed = speed;
            NodeFiles files = new NodeFiles(data);
            publicKey = files.key().publicKey();
            files.keep(new NodeFiles.Enrolment(NodeId.ofPublicKey(publicKey), "home", role.toUpperCase(Locale.ROOT)));
            certificate = tls ? new ServerCertificate(folder, Cable.FAR) : null;
        }

        /** What the door says, line by line. */
        Queue<String> start(Cable cable) throws IOException {
            Queue<String> said = new ConcurrentLinkedQueue<>();
            read(cable.far(server()), said);
            Await.until("the door", DEADLINE, () -> said.contains(LISTENING));
            cable.near(agent());
            return said;
        }

        private List<String> server() {
            return java(
                    WireServer.class,
                    Cable.FAR,
                    PORT,
                    Base64.getEncoder().encodeToString(publicKey),
                    certificate == null ? "-" : certificate.keyStore().toString(),
                    Integer.toString(speed),
                    sinceMs);
        }

        private List<String> agent() {
            return java(
                    WireAgent.class,
                    data.toString(),
                    (certificate == null ? "http://" : "https://") + Cable.FAR + ":" + PORT,
                    role,
                    Long.toString(batch.toSeconds()),
                    certificate == null ? "-" : certificate.authorities().toString(),
                    Integer.toString(speed),
                    sinceMs);
        }
    }

    private static void report(String role, Duration batch, boolean tls, Hour hour) {
        Counted counted = hour.counted();
        Cable.Traffic traffic = hour.traffic();
        System.out.printf(
                Locale.ROOT,
                "wire: %s, a batch each %d s, %s, time × %d: %d scrapes, %d values, %d IP bytes in %d packets (%d"
                        + " bytes of Ethernet's headers not counted), batches %d bytes: %.3f IP bytes a value%n",
                role,
                batch.toSeconds(),
                tls ? "TLS" : "clear text",
                SPEED,
                counted.scrapes(),
                counted.values(),
                traffic.ipBytes(),
                traffic.packets(),
                traffic.bytes() - traffic.ipBytes(),
                counted.bodyBytes(),
                hour.bytesPerValue());
    }

    private static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void read(Process process, Queue<String> said) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) said.add(line);
            } catch (IOException e) {
                said.add("note unreadable");
            }
        });
    }
}

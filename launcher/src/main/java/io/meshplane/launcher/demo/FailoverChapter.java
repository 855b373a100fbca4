package io.meshplane.launcher.demo;

import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import io.meshplane.launcher.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** An exit stops, and the name that people use leads to the other one. */
final class FailoverChapter {
    private static final String FIRST = "192.0.2.10"; // RFC 5737: addresses for examples
    private static final String SECOND = "192.0.2.20";
    private static final String ZONE = "mesh.test.";

    static void tell(Story story, World world) throws IOException, DidNotHappenException, InterruptedException {
        story.chapter("An exit stops, and DNS leads to the other one");
        String pool = "exits-" + ThreadLocalRandom.current().nextInt(1_000, 10_000);
        String name = pool + "." + ZONE;
        String url = world.inNetwork("sentinel", "/pools/" + pool);
        int dns = world.port("dns");
        try (ServerSocket primary = listening();
                ServerSocket secondary = listening()) {
            Answer configured = world.operator().call("PUT", url, request(name, primary, secondary));
            World.expect(201, configured, "the pool " + pool);
            story.await(name + " leads to the primary", Story.USUAL, () -> answered(dns, name, FIRST));
            story.say("Pool " + pool + " has two exits, " + FIRST + " before " + SECOND
                    + "; sentinel probes both every second.");
            story.say("DNS answers " + name + " A " + FIRST + ".");

            Instant stopped = story.now();
            stop(primary);
            story.await(name + " leads to the secondary", Story.USUAL, () -> answered(dns, name, SECOND));
            story.say("The first exit is stopped. " + Story.seconds(Duration.between(stopped, story.now()))
                    + " later DNS answers " + SECOND + ".");
            dig(dns, name).ifPresent(line -> story.say("dig @127.0.0.1 -p " + dns + " " + name + " says: " + line));
        } finally {
            world.operator().call("DELETE", url, "");
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, Ports.loopback());
    }

    private static void stop(ServerSocket exit) throws IOException {
        exit.close();
    }

    private static String request(String name, ServerSocket primary, ServerSocket secondary) {
        return "{\"zone\":\"" + ZONE + "\",\"recordName\":\"" + name + "\",\"ttlSeconds\":5,\"failuresToDown\":3,"
                + "\"successesToUp\":2,\"members\":[" + member("first", FIRST, primary) + ","
                + member("second", SECOND, secondary) + "]}";
    }

    private static String member(String name, String address, ServerSocket socket) {
        return "{\"name\":" + Json.quote(name) + ",\"address\":" + Json.quote(address)
                + ",\"probeHost\":\"127.0.0.1\",\"probePort\":" + socket.getLocalPort() + "}";
    }

    private static Optional<String> answered(int dns, String name, String address) throws IOException {
        return DnsQuestion.addresses(dns, name).equals(List.of(address)) ? Optional.of(address) : Optional.empty();
    }

    /** What dig says, if this machine has it. */
    private static Optional<String> dig(int dns, String name) {
        try {
            Process dig = new ProcessBuilder(
                            "dig", "@127.0.0.1", "-p", String.valueOf(dns), "+noall", "+answer", name, "A")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream output = dig.getInputStream()) {
                String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
                return said.isEmpty() ? Optional.empty() : Optional.of(said.replaceAll("\\s+", " "));
            }
        } catch (IOException noDig) {
            return Optional.empty();
        }
    }

    private FailoverChapter() {}
}

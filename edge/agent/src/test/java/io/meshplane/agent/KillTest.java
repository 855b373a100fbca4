package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process of the agent, killed with SIGKILL at random moments, while the network loses requests and answers. */
class KillTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int KILLS = Integer.getInteger("meshplane.kills", 8);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Process> processes = new ArrayList<>();
    private RecordingIngest server;
    private Path data;

    private record Sampled(int start, long number, long atMs) {}

    private record Child(Process process, Queue<Sampled> sampled) {}

    @AfterEach
    void stopEverything() {
        processes.forEach(Process::destroyForcibly);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void losesNothingThatWasSampledTwoSecondsBeforeItIsKilled() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        System.out.println("seed=" + seed);
        server.loseRequest = 0.2;
        server.loseAnswer = 0.2;
        List<Sampled> due = new ArrayList<>();
        int unwritten = 0;
        for (int start = 1; start <= KILLS; start++) {
            Child child = start(start);
            Await.until("it samples", DEADLINE, () -> child.sampled().size() > 3);
            pass(random.nextLong(2_500));
            child.process().destroyForcibly().waitFor();
            long killedMs = System.currentTimeMillis();
            for (Sampled one : child.sampled()) {
                if (one.atMs() < killedMs - 2_000) due.add(one);
                else unwritten++;
            }
        }
        server.loseRequest = 0;
        server.loseAnswer = 0;
        start(KILLS + 1);

        Await.until("seed=" + seed + " the last start's", DEADLINE, () -> arrived(KILLS + 1) > 20);
        Await.until(
                "seed=" + seed + " all of them", DEADLINE, () -> missing(due).isEmpty());

        List<Sampled> all = arrivals();
        assertThat(all).as("seed=" + seed).doesNotHaveDuplicates();
        assertThat(server.complaints).as("seed=" + seed).isEmpty();
        assertThat(server.batches)
                .as("seed=" + seed)
                .allSatisfy(batch -> assertThat(batch.times()).isSorted());
        assertThat(unwritten).isPositive();
        assertThat(due).isNotEmpty();
    }

    private List<Sampled> missing(List<Sampled> due) {
        List<Sampled> missing = new ArrayList<>();
        List<Sampled> all = arrivals();
        for (Sampled one : due) {
            if (all.stream().noneMatch(other -> other.start() == one.start() && other.number() == one.number())) {
                missing.add(one);
            }
        }
        return missing;
    }

    private long arrived(int start) {
        return arrivals().stream().filter(one -> one.start() == start).count();
    }

    private List<Sampled> arrivals() {
        List<Sampled> all = new ArrayList<>();
        for (ReceivedBatch batch : server.batches) {
            List<Double> starts = batch.values("start");
            List<Double> numbers = batch.values("number");
            for (int i = 0; i < starts.size(); i++) {
                all.add(new Sampled(starts.get(i).intValue(), numbers.get(i).longValue(), 0));
            }
        }
        return all;
    }

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        NodeFiles files = new NodeFiles(data);
        NodeKey key = files.key();
        NodeId node = NodeId.ofPublicKey(key.publicKey());
        files.keep(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
        server = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()));
    }

    private Child start(int number) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledAgent.class.getName(),
                data.toString(),
                server.uri().toString(),
                Integer.toString(number),
                "20",
                "25",
                "200",
                Integer.toString(8 << 20));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("agent-" + number + ".log").toFile())
                .start();
        processes.add(process);
        Child child = new Child(process, new ConcurrentLinkedQueue<>());
        Thread.ofVirtual().start(() -> read(child, number));
        return child;
    }

    private static void read(Child child, int number) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(child.process().getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2) {
                    child.sampled().add(new Sampled(number, Long.parseLong(words[0]), Long.parseLong(words[1])));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // it was killed within a line
        }
    }

    /** A random moment must come, and nothing can be polled for it. */
    private static void pass(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}

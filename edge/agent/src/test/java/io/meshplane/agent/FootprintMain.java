package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints what an agent of a gateway takes: 420 series and 40 neighbours, of which one changes with each scrape. Arguments: seconds
 * to run, sampling and batch interval in milliseconds, then flags of the JVM.
 */
final class FootprintMain {
    private static final String SERIES = "418";

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("footprint");
        NodeFiles files = new NodeFiles(data);
        NodeKey key = files.key();
        NodeId node = NodeId.ofPublicKey(key.publicKey());
        files.keep(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
        Vertx vertx = Vertx.vertx();
        RecordingIngest server = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()));
        Process agent = start(args, data, server);
        try {
            measure(agent, Long.parseLong(args[0]), server);
        } finally {
            agent.destroyForcibly();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Process start(String[] args, Path data, RecordingIngest server) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(args).subList(3, args.length));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledAgent.class.getName()));
        command.addAll(List.of(data.toString(), server.uri().toString(), "1", SERIES, args[1], args[2]));
        command.add(Integer.toString(64 << 20));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return builder.start();
    }

    private static void measure(Process agent, long seconds, RecordingIngest server) throws Exception {
        long warm = Math.max(1, seconds / 2);
        agent.waitFor(warm, TimeUnit.SECONDS);
        double cpuBefore = cpuSeconds(agent);
        long scrapesBefore = scrapes(server);
        agent.waitFor(seconds - warm, TimeUnit.SECONDS);
        double cpu = cpuSeconds(agent) - cpuBefore;
        long scrapes = scrapes(server) - scrapesBefore;
        System.out.printf(
                "rss %s (anonymous %s, files %s), highest %s; %d descriptors; %d scrapes in %d batches; cpu %.1f ms a scrape = %.3f %% of a core at one in 10 s%n",
                status(agent, "VmRSS"),
                status(agent, "RssAnon"),
                status(agent, "RssFile"),
                status(agent, "VmHWM"),
                descriptors(agent),
                scrapes(server),
                server.batches.size(),
                1_000 * cpu / scrapes,
                100 * cpu / scrapes / 10);
    }

    private static long scrapes(RecordingIngest server) {
        return server.batches.stream().mapToLong(batch -> batch.times().size()).sum();
    }

    private static double cpuSeconds(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / 100.0; // clock ticks (proc(5)), 100 a second
    }

    private static String status(Process process, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private static long descriptors(Process process) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.count();
        }
    }

    private FootprintMain() {}
}

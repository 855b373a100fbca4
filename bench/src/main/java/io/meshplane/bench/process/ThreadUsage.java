package io.meshplane.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** CPU seconds of a process's threads that live, by their names, of which Linux keeps 15 bytes. */
public final class ThreadUsage {

    /** Of a process that runs; threads of one name together. */
    public static Map<String, Double> of(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        Path folder = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder)) {
            for (Path thread : threads) add(thread, seconds);
        }
        return seconds;
    }

    private static void add(Path thread, Map<String, Double> seconds) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            seconds.merge(name, ProcessUsage.cpuSeconds(stat), Double::sum);
        } catch (IOException e) {
            // it ended meanwhile
        }
    }

    private ThreadUsage() {}
}

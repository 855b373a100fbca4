package io.meshplane.bench.telemetry.ingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What our service's threads do, told by their names. */
public enum Work {
    /** Reads requests, writes answers, and runs what comes back from Kafka. */
    HTTP("vert.x-eventloo"),
    /** Decodes uploads and makes their records. */
    DECODING("upload-worker", "decoder"),
    /** Sends records to the broker. */
    KAFKA_OUT("kafka-producer-", "event-publisher"),
    /** Follows uploads.v1: for the cursors, and for what others need of an upload. */
    KAFKA_IN("upload-follower", "smallrye-kafka-", "kafka-coordinat"),
    COMPILING("C1 CompilerThre", "C2 CompilerThre"),
    /** The serial collector works in the virtual machine's own thread. */
    COLLECTING("VM Thread", "GC Thread"),
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // it is what List.of gives
    private final List<String> names;

    Work(String... names) {
        this.names = List.of(names);
    }

    static Map<Work, Double> by(Map<String, Double> secondsByThread) {
        Map<Work, Double> seconds = new EnumMap<>(Work.class);
        for (Work work : values()) seconds.put(work, 0.0);
        secondsByThread.forEach((thread, cpu) -> seconds.merge(of(thread), cpu, Double::sum));
        return seconds;
    }

    private static Work of(String thread) {
        for (Work work : values()) if (work.names.stream().anyMatch(thread::startsWith)) return work;
        return OTHER;
    }
}

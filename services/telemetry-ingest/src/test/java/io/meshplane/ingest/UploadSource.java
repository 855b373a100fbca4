package io.meshplane.ingest;

import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.event.UploadSeries;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A simulated router's uploads as they lie on Kafka, from a time on. */
final class UploadSource {
    private final String network;
    private final String node;
    private final RouterTelemetry telemetry;
    private final long startMs;
    private long firstMs;
    private long sequence;
    private int values;

    UploadSource(String network, String node, RouterTelemetry telemetry, Instant start) {
        this.network = network;
        this.node = node;
        this.telemetry = telemetry;
        this.startMs = start.toEpochMilli();
    }

    String node() {
        return node;
    }

    /** Values of the last upload. */
    int values() {
        return values;
    }

    /** So many scrapes. */
    UploadAccepted next(int scrapes) {
        Collected collected = new Collected();
        for (int i = 0; i < scrapes; i++) telemetry.scrape(collected);
        values = scrapes * collected.series.size();
        return collected.upload();
    }

    private final class Collected implements SampleSink {
        private final List<Long> times = new ArrayList<>();
        private final Map<Object, UploadSeries.Builder> series = new LinkedHashMap<>();
        private final Map<Object, Long> before = new LinkedHashMap<>();
        private final Map<String, Integer> texts = new LinkedHashMap<>();

        @Override
        public void scrape(long timeMs) {
            if (firstMs == 0) firstMs = timeMs;
            times.add(startMs + timeMs - firstMs);
        }

        @Override
        public void count(SampleSink.Series id, long value) {
            builder(id).addCounts(value - before.getOrDefault(id, 0L));
            before.put(id, value);
        }

        @Override
        public void number(SampleSink.Series id, double value) {
            builder(id).addNumbers(value);
        }

        private UploadSeries.Builder builder(SampleSink.Series id) {
            return series.computeIfAbsent(id, _ -> {
                UploadSeries.Builder builder = UploadSeries.newBuilder().setName(text(id.name()));
                id.labels()
                        .forEach((name, value) -> builder.addLabels(text(name)).addLabels(text(value)));
                return builder;
            });
        }

        private int text(String text) {
            Integer known = texts.putIfAbsent(text, texts.size());
            return known == null ? texts.size() - 1 : known;
        }

        UploadAccepted upload() {
            UploadAccepted.Builder upload = UploadAccepted.newBuilder()
                    .setNetworkId(network)
                    .setNodeId(node)
                    .setDoor(UploadDoor.UPLOAD_DOOR_NATIVE)
                    .setBootId(1)
                    .setSequence(++sequence)
                    .setSentAtMs(times.getLast())
                    .setReceivedAtMs(times.getLast() + 50)
                    .addAllSampledAtMs(times)
                    .addAllStrings(texts.keySet());
            series.values().forEach(upload::addSeries);
            return upload.build();
        }
    }
}

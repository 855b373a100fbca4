package io.meshplane.ingest.adapter.kafka;

import io.meshplane.ingest.domain.StoredMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records of uploads into objects, for people: a few at a time. */
final class StoredRecords {

    /** The values of a record; empty if it is none. */
    static Optional<StoredMetrics> read(byte @Nullable [] record) {
        UploadReader upload = new UploadReader();
        if (record == null || !upload.open(record)) return Optional.empty();
        List<Long> times = new ArrayList<>(upload.timeCount());
        for (int i = 0; i < upload.timeCount(); i++) times.add(upload.sharedTimeMs(i));
        List<StoredMetrics.Series> series = new ArrayList<>();
        while (upload.nextSeries()) series.add(series(upload));
        return Optional.of(new StoredMetrics(
                upload.nodeId(),
                upload.bootId(),
                upload.sequence(),
                upload.sentAtMs(),
                upload.receivedAtMs(),
                times,
                series));
    }

    private static StoredMetrics.Series series(UploadReader upload) {
        Map<String, String> labels = new LinkedHashMap<>();
        int[] pairs = upload.labels();
        for (int i = 0; i < upload.labelLength(); i += 2) {
            labels.put(upload.textAt(pairs[i]), upload.textAt(pairs[i + 1]));
        }
        @Nullable Double[] values = new Double[upload.timeCount()];
        int time = 0;
        for (int i = 0; i < upload.size(); i++) {
            while (time < values.length && upload.sharedTimeMs(time) != upload.timeMs(i)) time++;
            if (time < values.length) values[time++] = value(upload, i);
        }
        return new StoredMetrics.Series(upload.textAt(upload.name()), labels, Arrays.asList(values));
    }

    private static Double value(UploadReader upload, int i) {
        long bits = upload.bits(i);
        if (!upload.isCount()) return Double.longBitsToDouble(bits);
        return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private StoredRecords() {}
}

package io.meshplane.ingest;

import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.adapter.remote.WriteRequest;
import io.meshplane.ingest.domain.series.SeriesPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Cuts uploads into requests of remote-write, in order. A request holds whole uploads, or a part of one that is larger than a request
 * may be: so a refused request tells which uploads it was about. Reusable, not thread-safe.
 */
final class UploadWrites {
    private final int maxSamples;
    private final UploadReader reader = new UploadReader();
    private final List<byte[]> texts = new ArrayList<>();
    private WriteRequest request;
    private final List<ConsumerRecord<String, byte[]>> inRequest = new ArrayList<>();

    UploadWrites(int maxSamples) {
        this.maxSamples = maxSamples;
        this.request = new WriteRequest(WriteRequest.Version.V2);
    }

    /** Sends requests. */
    interface Sender {
        /**
         * Sends one, with what it was made of.
         *
         * @return false to stop there
         */
        boolean send(WriteRequest request, List<ConsumerRecord<String, byte[]>> uploads) throws InterruptedException;
    }

    /**
     * Makes requests of uploads.
     *
     * @param uploads records that can be read: see {@link #isReadable}
     */
    void write(List<ConsumerRecord<String, byte[]>> uploads, WriteRequest.Version version, Sender sender)
            throws InterruptedException {
        if (request.version() != version) request = new WriteRequest(version);
        start();
        for (ConsumerRecord<String, byte[]> upload : uploads) {
            int samples = samples(upload.value());
            if (samples == 0) continue;
            if (request.samples() > 0 && request.samples() + samples > maxSamples && !flush(sender)) return;
            inRequest.add(upload);
            if (!add(upload, sender)) return;
        }
        flush(sender);
    }

    /** Whether a record is an upload without damage. */
    boolean isReadable(byte[] upload) {
        if (!reader.open(upload)) return false;
        while (reader.nextSeries()) {} // damage shows at the end
        return !reader.isDamaged()
                && !reader.nodeId().isEmpty()
                && !reader.networkId().isEmpty();
    }

    private int samples(byte[] upload) {
        int samples = 0;
        reader.open(upload);
        while (reader.nextSeries()) samples += reader.size();
        return samples;
    }

    private boolean add(ConsumerRecord<String, byte[]> record, Sender sender) throws InterruptedException {
        byte[] upload = record.value();
        reader.open(upload);
        texts.clear();
        for (int i = 0; i < reader.textCount(); i++) {
            texts.add(Arrays.copyOfRange(upload, reader.textStart(i), reader.textEnd(i)));
        }
        while (reader.nextSeries()) {
            int from = 0;
            while (from < reader.size()) {
                if (request.samples() >= maxSamples) { // then the request is this upload's alone
                    if (!flush(sender)) return false;
                    inRequest.add(record);
                }
                int to = Math.min(reader.size(), from + maxSamples - request.samples());
                addSeries(from, to);
                from = to;
            }
        }
        return true;
    }

    private void addSeries(int from, int to) {
        request.openSeries(reader.networkId(), reader.nodeId(), texts.get(reader.name()));
        int[] labels = reader.labels();
        for (int i = 0; i < reader.labelLength(); i += 2) request.label(texts.get(labels[i]), texts.get(labels[i + 1]));
        request.closeLabels();
        for (int i = from; i < to; i++) {
            long bits = reader.bits(i);
            double value = reader.isCount() ? SeriesPoints.unsigned(bits) : Double.longBitsToDouble(bits);
            request.sample(value, reader.timeMs(i));
        }
        request.closeSeries();
    }

    private boolean flush(Sender sender) throws InterruptedException {
        if (request.samples() == 0) return true;
        boolean goOn = sender.send(request, List.copyOf(inRequest));
        start();
        return goOn;
    }

    private void start() {
        request.clear();
        inRequest.clear();
    }
}

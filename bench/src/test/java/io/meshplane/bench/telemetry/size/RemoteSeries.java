package io.meshplane.bench.telemetry.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A TimeSeries of remote-write with its one sample, as protobuf's own reader sees it. */
record RemoteSeries(List<Label> labels, double value, long timeMs) {
    static RemoteSeries version1(ByteBuffer bytes) throws IOException {
        CodedInputStream series = CodedInputStream.newInstance(bytes);
        List<Label> labels = new ArrayList<>();
        for (int tag = series.readTag(); tag >>> 3 == 1; tag = series.readTag()) {
            CodedInputStream label = CodedInputStream.newInstance(series.readByteBuffer());
            label.readTag();
            String name = label.readString();
            label.readTag();
            labels.add(new Label(name, label.readString()));
        }
        return sample(labels, series);
    }

    static RemoteSeries version2(ByteBuffer bytes, List<String> symbols) throws IOException {
        CodedInputStream series = CodedInputStream.newInstance(bytes);
        series.readTag();
        CodedInputStream references = CodedInputStream.newInstance(series.readByteBuffer());
        List<Label> labels = new ArrayList<>();
        while (!references.isAtEnd()) {
            String name = symbols.get(references.readUInt32());
            labels.add(new Label(name, symbols.get(references.readUInt32())));
        }
        series.readTag();
        return sample(labels, series);
    }

    private static RemoteSeries sample(List<Label> labels, CodedInputStream series) throws IOException {
        CodedInputStream sample = CodedInputStream.newInstance(series.readByteBuffer());
        sample.readTag();
        double value = sample.readDouble();
        sample.readTag();
        long timeMs = sample.readInt64();
        assertThat(series.isAtEnd()).isTrue();
        return new RemoteSeries(labels, value, timeMs);
    }

    void putInto(Map<String, Double> values) {
        assertThat(labels).isSortedAccordingTo((one, other) -> one.name().compareTo(other.name()));
        assertThat(labels).contains(new Label("node", "n"));
        assertThat(labels.getFirst().name()).isEqualTo("__name__");
        List<Label> own = labels.stream()
                .filter(label -> !label.name().matches("__name__|node"))
                .toList();
        values.put(labels.getFirst().value() + own + "@" + timeMs, value);
    }
}

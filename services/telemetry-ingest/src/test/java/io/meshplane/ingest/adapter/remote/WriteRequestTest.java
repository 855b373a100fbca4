package io.meshplane.ingest.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.ingest.prometheus.v2.Request;
import io.meshplane.ingest.prometheus.v2.TimeSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What is written by hand, read with the official messages. */
class WriteRequestTest {
    private static final long T = 1_780_000_000_000L;

    @Test
    void version2IsReadAsItsSpecificationHasIt() throws InvalidProtocolBufferException {
        WriteRequest request = filled(WriteRequest.Version.V2);

        Request read = Request.parseFrom(request.message());

        assertThat(read.getSymbols(0)).isEmpty();
        assertThat(read.getSymbolsList()).doesNotHaveDuplicates();
        assertThat(read.getUnknownFields().asMap()).isEmpty();
        assertThat(labels(read, read.getTimeseries(0)))
                .containsExactly("__name__=rx_bytes_total", "interface=wg0", "network=home", "node=n1");
        assertThat(read.getTimeseries(0).getMetadata().getType()).as("counter").isEqualTo(1);
        assertThat(read.getTimeseries(0).getSamplesList())
                .extracting(sample -> sample.getTimestamp() + " " + sample.getValue())
                .containsExactly(T + " 1.0", T + 5 + " 1.8446744073709552E19");
        assertThat(labels(read, read.getTimeseries(1)))
                .containsExactly(
                        "UPPER=x", "__name__=load_1", "a_b=first", "exported_node=other", "network=home", "node=n2");
        assertThat(read.getTimeseries(1).hasMetadata()).isFalse();
    }

    @Test
    void version1IsReadAsItsSpecificationHasIt() throws InvalidProtocolBufferException {
        WriteRequest request = filled(WriteRequest.Version.V1);

        io.meshplane.ingest.prometheus.v1.WriteRequest read =
                io.meshplane.ingest.prometheus.v1.WriteRequest.parseFrom(request.message());

        assertThat(read.getTimeseries(1).getLabelsList())
                .extracting(label -> label.getName() + "=" + label.getValue())
                .containsExactly(
                        "UPPER=x", "__name__=load_1", "a_b=first", "exported_node=other", "network=home", "node=n2");
        assertThat(read.getTimeseries(0).getSamplesList())
                .extracting(sample -> sample.getTimestamp() + " " + sample.getValue())
                .containsExactly(T + " 1.0", T + 5 + " 1.8446744073709552E19");
    }

    @Test
    void notANumberKeepsItsPayloadSoThatStalenessArrives() throws InvalidProtocolBufferException {
        WriteRequest request = new WriteRequest(WriteRequest.Version.V2);
        request.openSeries("home", "n1", utf8("up"));
        request.closeLabels();
        request.sample(Double.longBitsToDouble(0x7ff0_0000_0000_0002L), T);
        request.closeSeries();

        double read = Request.parseFrom(request.message())
                .getTimeseries(0)
                .getSamples(0)
                .getValue();

        assertThat(Double.doubleToRawLongBits(read)).isEqualTo(0x7ff0_0000_0000_0002L);
    }

    @Test
    void aRequestIsUsedAgainFromItsBeginning() throws IOException {
        WriteRequest request = filled(WriteRequest.Version.V2);
        byte[] first = request.message();

        request.clear();
        fill(request);

        assertThat(request.message()).isEqualTo(first);
        assertThat(Snappy.uncompress(filled(WriteRequest.Version.V2).body())).isEqualTo(first);
        assertThat(request.samples()).isEqualTo(3);
    }

    @Test
    void manySeriesKeepAllTheirSamples() throws InvalidProtocolBufferException {
        WriteRequest request = new WriteRequest(WriteRequest.Version.V2);
        Random random = new Random(4);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            request.openSeries("home", "n" + i % 7, utf8("metric_" + i));
            request.label(utf8("i"), utf8("" + i));
            request.closeLabels();
            for (int k = 0; k < 1 + i % 5; k++) {
                double value = random.nextGaussian();
                request.sample(value, T + k);
                expected.add(i + " " + (T + k) + " " + value);
            }
            request.closeSeries();
        }

        Request read = Request.parseFrom(request.message());
        List<String> found = new ArrayList<>();
        for (TimeSeries series : read.getTimeseriesList()) {
            String i = labels(read, series).stream()
                    .filter(label -> label.startsWith("i="))
                    .findFirst()
                    .orElseThrow();
            series.getSamplesList()
                    .forEach(sample ->
                            found.add(i.substring(2) + " " + sample.getTimestamp() + " " + sample.getValue()));
        }

        assertThat(found).isEqualTo(expected);
    }

    private static WriteRequest filled(WriteRequest.Version version) {
        WriteRequest request = new WriteRequest(version);
        fill(request);
        return request;
    }

    private static void fill(WriteRequest request) {
        request.openSeries("home", "n1", utf8("rx_bytes_total"));
        request.label(utf8("interface"), utf8("wg0"));
        request.label(utf8("empty"), utf8(""));
        request.closeLabels();
        request.sample(1, T);
        request.sample(1.8446744073709552E19, T + 5);
        request.closeSeries();
        request.openSeries("home", "n2", utf8("load.1"));
        request.label(utf8("node"), utf8("other"));
        request.label(utf8("UPPER"), utf8("x"));
        request.label(utf8("a.b"), utf8("first"));
        request.label(utf8("a-b"), utf8("second"));
        request.closeLabels();
        request.sample(0.25, T);
        request.closeSeries();
    }

    private static List<String> labels(Request request, TimeSeries series) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < series.getLabelsRefsCount(); i += 2) {
            labels.add(request.getSymbols(series.getLabelsRefs(i)) + "="
                    + request.getSymbols(series.getLabelsRefs(i + 1)));
        }
        return labels;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

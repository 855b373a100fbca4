package io.meshplane.ingest.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.event.UploadLink;
import io.meshplane.contracts.event.UploadNote;
import io.meshplane.contracts.event.UploadSeries;
import io.meshplane.contracts.event.UploadUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UploadRecordWriterTest {
    private static final UploadHead NATIVE = new UploadHead(
            "node",
            "home",
            UploadDoor.UPLOAD_DOOR_NATIVE,
            -1,
            3,
            1_700_000_000_000L,
            1_700_000_000_500L,
            90,
            "0.1",
            0,
            true);

    private final UploadRecordWriter writer = new UploadRecordWriter(1 << 20);

    private static UploadAccepted.Builder nativeHead() {
        return UploadAccepted.newBuilder()
                .setNodeId("node")
                .setNetworkId("home")
                .setDoor(UploadDoor.UPLOAD_DOOR_NATIVE)
                .setBootId(-1)
                .setSequence(3)
                .setSentAtMs(1_700_000_000_000L)
                .setReceivedAtMs(1_700_000_000_500L)
                .setUptimeSeconds(90)
                .setAgentVersion("0.1")
                .setBabelRoutes(0)
                .setBacklog(true);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writer.string(utf8, 0, utf8.length);
    }

    private byte[] finished() {
        return Objects.requireNonNull(writer.finish());
    }

    @Test
    void writesEveryFieldAsProtobufDoes() {
        writer.begin(NATIVE);
        text("load");
        text("größe");
        writer.times(new long[] {9, 5, 1_700_000_000_000L}, 1, 2);
        writer.openSeries(0, new int[] {1, 0}, 0, 2);
        writer.counts(new long[] {-1, 4, Long.MIN_VALUE}, 0, 3);
        writer.ownTimes(new long[] {3, 2, 1}, 0, 3);
        writer.closeSeries();
        writer.openSeries(UploadRecordWriter.seriesName(1, new int[0], 0, 0));
        writer.numbers(new long[] {Double.doubleToRawLongBits(0.1)}, 0, 1);
        writer.missing(2);
        writer.closeSeries();
        writer.link("wg0", "fe80::1", "fe80::2", null, 65535, 0);
        writer.link("wg1", "", "fe80::3", "", 1, null);
        writer.usage("wg0", "peer", 42, -1, 7);
        writer.logLine(new byte[] {(byte) 0xff, 'x'}, 0, 2);
        writer.logLine(new byte[0], 0, 0);
        writer.note(5, 6, "uplink-down", "no route");

        UploadAccepted expected = nativeHead()
                .addStrings("load")
                .addStrings("größe")
                .addSampledAtMs(5)
                .addSampledAtMs(1_700_000_000_000L)
                .addSeries(UploadSeries.newBuilder()
                        .addAllLabels(List.of(1, 0))
                        .addAllCounts(List.of(-1L, 5L, Long.MIN_VALUE - 4))
                        .addAllTimes(List.of(3L, -1L, -1L)))
                .addSeries(
                        UploadSeries.newBuilder().setName(1).addNumbers(0.1).setMissing(ByteString.copyFrom(new byte[] {
                            2
                        })))
                .addLinks(UploadLink.newBuilder()
                        .setInterface("wg0")
                        .setLocalAddress("fe80::1")
                        .setPeerAddress("fe80::2")
                        .setCost(65535)
                        .setRttMicros(0))
                .addLinks(UploadLink.newBuilder()
                        .setInterface("wg1")
                        .setPeerAddress("fe80::3")
                        .setPeerId("")
                        .setCost(1))
                .addUsage(UploadUsage.newBuilder()
                        .setInterface("wg0")
                        .setPeerId("peer")
                        .setCounterEpoch(42)
                        .setSentBytes(-1)
                        .setReceivedBytes(7))
                .addLogLines(ByteString.copyFrom(new byte[] {(byte) 0xff, 'x'}))
                .addLogLines(ByteString.EMPTY)
                .addNotes(UploadNote.newBuilder()
                        .setAtMs(5)
                        .setLastedMs(6)
                        .setKind("uplink-down")
                        .setText("no route"))
                .build();
        assertThat(finished()).isEqualTo(expected.toByteArray());
    }

    @Test
    void takesTheTextsOfANodeAsOneBlock() {
        writer.begin(NATIVE);
        text("a");
        text("b");
        byte[] block = writer.stringBlock();

        writer.begin(NATIVE);
        writer.strings(block);

        assertThat(finished())
                .isEqualTo(nativeHead().addStrings("a").addStrings("b").build().toByteArray());
    }

    @Test
    void writesLongSeriesWhateverTheBytesOfTheirLengths() {
        Random random = new Random(4);
        for (int count : new int[] {0, 1, 15, 16, 17, 2_046, 2_047, 2_048, 20_000}) {
            long[] bits = random.longs(count).toArray();
            writer.begin(NATIVE);
            text("m");
            writer.openSeries(0, new int[0], 0, 0);
            writer.numbers(bits, 0, count);
            writer.ownTimes(bits, 0, count);
            writer.closeSeries();

            UploadReader reader = new UploadReader();
            assertThat(reader.open(finished())).isTrue();
            assertThat(reader.nextSeries()).isTrue();
            assertThat(reader.size()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                assertThat(reader.bits(i)).isEqualTo(bits[i]);
                assertThat(reader.timeMs(i)).isEqualTo(bits[i]);
            }
            assertThat(reader.nextSeries()).isFalse();
            assertThat(reader.isDamaged()).isFalse();
        }
    }

    @Test
    void givesNoRecordThatIsTooLargeAndTheNextIsGood() {
        UploadRecordWriter small = new UploadRecordWriter(200);
        small.begin(NATIVE);
        for (int i = 0; i < 10; i++) small.logLine(new byte[50], 0, 50);

        assertThat(small.finish()).isNull();

        small.begin(NATIVE);
        assertThat(small.finish()).isEqualTo(nativeHead().build().toByteArray());
    }

    @Test
    void readsTheHeadOfARecord() {
        writer.begin(NATIVE);
        UploadReader reader = new UploadReader();

        assertThat(reader.open(finished())).isTrue();

        assertThat(reader.nodeId()).isEqualTo("node");
        assertThat(reader.networkId()).isEqualTo("home");
        assertThat(reader.door()).isEqualTo(UploadDoor.UPLOAD_DOOR_NATIVE.getNumber());
        assertThat(reader.bootId()).isEqualTo(-1);
        assertThat(reader.sequence()).isEqualTo(3);
        assertThat(reader.sentAtMs()).isEqualTo(1_700_000_000_000L);
        assertThat(reader.receivedAtMs()).isEqualTo(1_700_000_000_500L);
        assertThat(reader.isBacklog()).isTrue();
    }

    @Test
    void callsASeriesDamagedThatHasMoreValuesThanTimes() {
        byte[] record = UploadAccepted.newBuilder()
                .addStrings("m")
                .addSampledAtMs(1)
                .addSeries(UploadSeries.newBuilder().addNumbers(1).addNumbers(2))
                .build()
                .toByteArray();
        UploadReader reader = new UploadReader();

        assertThat(reader.open(record)).isTrue();

        assertThat(reader.nextSeries()).isFalse();
        assertThat(reader.isDamaged()).isTrue();
    }
}

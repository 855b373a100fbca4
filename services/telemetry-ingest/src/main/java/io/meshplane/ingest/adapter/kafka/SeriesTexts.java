package io.meshplane.ingest.adapter.kafka;

import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Names and labels of a table's series as a record has them. A node's next table mostly has the same columns: then they are copied
 * and not written again. Not thread-safe.
 */
public final class SeriesTexts {
    private SeriesId[] ids = new SeriesId[0];
    private byte[][] names = new byte[0][];
    private byte[] block = new byte[0];
    private int nameBytes;

    /** Makes this the texts of a table. */
    void match(MetricTable table, UploadRecordWriter writer) {
        if (fits(table)) {
            writer.strings(block);
            return;
        }
        Map<String, Integer> texts = new HashMap<>();
        int columns = table.columns();
        ids = new SeriesId[columns];
        names = new byte[columns][];
        nameBytes = 0;
        for (int column = 0; column < columns; column++) {
            ids[column] = table.id(column);
            names[column] = name(ids[column], texts, writer);
            nameBytes += names[column].length;
        }
        block = writer.stringBlock();
    }

    private boolean fits(MetricTable table) {
        if (ids.length != table.columns()) return false;
        for (int column = 0; column < ids.length; column++) {
            SeriesId id = table.id(column);
            if (!ids[column].equals(id)) return false;
        }
        return true;
    }

    private static byte[] name(SeriesId id, Map<String, Integer> texts, UploadRecordWriter writer) {
        int[] labels = new int[2 * id.labels().size()];
        int name = index(id.name(), texts, writer);
        int at = 0;
        for (MetricBlock.Label label : id.labels()) {
            labels[at++] = index(label.name(), texts, writer);
            labels[at++] = index(label.value(), texts, writer);
        }
        return UploadRecordWriter.seriesName(name, labels, 0, labels.length);
    }

    private static int index(String text, Map<String, Integer> texts, UploadRecordWriter writer) {
        Integer known = texts.putIfAbsent(text, texts.size());
        if (known != null) return known;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writer.string(utf8, 0, utf8.length);
        return texts.size() - 1;
    }

    byte[] name(int column) {
        return names[column];
    }

    /** Bytes of memory, about. */
    public int sizeBytes() {
        return block.length + nameBytes + 32 * names.length;
    }
}

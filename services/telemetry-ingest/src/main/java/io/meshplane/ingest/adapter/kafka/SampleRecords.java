package io.meshplane.ingest.adapter.kafka;

import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.ScrapeTimes;
import io.meshplane.ingest.domain.TextTable;
import org.jspecify.annotations.Nullable;

/** Writes what a standard sender sent as one record. */
public final class SampleRecords {

    /**
     * The record of a request.
     *
     * @param samples arranged
     * @return null if it is larger than a record may be
     */
    public static byte @Nullable [] write(
            UploadRecordWriter writer, UploadHead head, SampleColumns samples, LogText lines) {
        writer.begin(head);
        TextTable texts = samples.texts();
        for (int i = 0; i < texts.count(); i++) writer.string(texts.bytes(), texts.start(i), texts.end(i));
        ScrapeTimes scrapes = samples.scrapes();
        writer.times(scrapes.millis(), 0, scrapes.count());
        for (int series = 0; series < samples.seriesCount(); series++) write(writer, samples, series);
        for (int i = 0; i < lines.count(); i++) writer.logLine(lines.bytes(), lines.start(i), lines.end(i));
        return writer.finish();
    }

    private static void write(UploadRecordWriter writer, SampleColumns samples, int series) {
        int size = samples.size(series);
        if (size == 0) return; // asked for, but none of its samples was good
        int first = samples.first(series);
        writer.openSeries(samples.name(series), samples.labels(), samples.labelStart(series), samples.labelEnd(series));
        if (samples.isCount(series)) writer.counts(samples.values(), first, size);
        else writer.numbers(samples.values(), first, size);
        long missing = samples.scrapes().missing(samples.times(), first, size);
        if (missing < 0) writer.ownTimes(samples.times(), first, size);
        else writer.missing(missing);
        writer.closeSeries();
    }

    private SampleRecords() {}
}

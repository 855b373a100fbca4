package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.domain.SampleColumns;
import java.nio.charset.StandardCharsets;

/**
 * A metric of a request under the name it has here. Names are texts of the columns' table.
 *
 * @param number among the request's metrics
 * @param type tag of its data
 * @param counter whether it is a monotonic sum
 * @param name of its points; also of a summary's quantiles
 * @param bucketName of a histogram's buckets, else -1
 * @param sumName of a histogram's or summary's sum, else -1
 * @param countName likewise of its count
 */
record OtlpMetric(
        int number,
        int type,
        boolean counter,
        OtlpResource resource,
        boolean isNamed,
        int name,
        int bucketName,
        int sumName,
        int countName) {

    static OtlpMetric of(
            String name, int number, int type, boolean counter, OtlpResource resource, SampleColumns columns) {
        boolean many = type == OtlpMetrics.HISTOGRAM || type == OtlpMetrics.SUMMARY;
        return new OtlpMetric(
                number,
                type,
                counter,
                resource,
                !name.isEmpty(),
                type == OtlpMetrics.HISTOGRAM ? -1 : text(name, columns),
                type == OtlpMetrics.HISTOGRAM ? text(name + "_bucket", columns) : -1,
                many ? text(name + "_sum", columns) : -1,
                many ? text(name + "_count", columns) : -1);
    }

    private static int text(String name, SampleColumns columns) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return columns.text(utf8, 0, utf8.length);
    }
}

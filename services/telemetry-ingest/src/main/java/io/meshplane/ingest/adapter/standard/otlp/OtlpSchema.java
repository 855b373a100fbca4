package io.meshplane.ingest.adapter.standard.otlp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of OTLP's messages that are read here (opentelemetry-proto 1.x), by their JSON names. A line: JSON name, number, type;
 * {@code *} = repeated, {@code **} = repeated and packed.
 */
final class OtlpSchema {
    /** How a field's value is written in protobuf, and in JSON. */
    enum Type {
        MESSAGE,
        STRING,
        HEX,
        BASE64,
        BOOL,
        VARINT,
        FIXED64,
        FIXED32,
        DOUBLE
    }

    /** A field; its message if it is one. */
    record Field(int tag, Type type, @Nullable OtlpSchema message, boolean repeated, boolean packed) {}

    private static final Map<String, OtlpSchema> MESSAGES = new HashMap<>();
    static final OtlpSchema METRICS = define("""
            ExportMetricsServiceRequest
            resourceMetrics 1 ResourceMetrics*

            ExportLogsServiceRequest
            resourceLogs 1 ResourceLogs*

            ResourceMetrics
            resource 1 Resource
            scopeMetrics 2 ScopeMetrics*

            ScopeMetrics
            metrics 2 Metric*

            Metric
            name 1 STRING
            unit 3 STRING
            gauge 5 Points
            sum 7 Points
            histogram 9 Histogram
            exponentialHistogram 10 Ignored
            summary 11 Summary

            Points
            dataPoints 1 NumberPoint*
            aggregationTemporality 2 VARINT
            isMonotonic 3 BOOL

            NumberPoint
            attributes 7 KeyValue*
            timeUnixNano 3 FIXED64
            asDouble 4 DOUBLE
            asInt 6 FIXED64
            flags 8 VARINT

            Histogram
            dataPoints 1 HistogramPoint*
            aggregationTemporality 2 VARINT

            HistogramPoint
            attributes 9 KeyValue*
            timeUnixNano 3 FIXED64
            count 4 FIXED64
            sum 5 DOUBLE
            bucketCounts 6 FIXED64**
            explicitBounds 7 DOUBLE**
            flags 10 VARINT

            Ignored
            dataPoints 1 Nothing*

            Nothing

            Summary
            dataPoints 1 SummaryPoint*

            SummaryPoint
            attributes 7 KeyValue*
            timeUnixNano 3 FIXED64
            count 4 FIXED64
            sum 5 DOUBLE
            quantileValues 6 Quantile*
            flags 8 VARINT

            Quantile
            quantile 1 DOUBLE
            value 2 DOUBLE

            ResourceLogs
            resource 1 Resource
            scopeLogs 2 ScopeLogs*

            ScopeLogs
            scope 1 Scope
            logRecords 2 LogRecord*

            Scope
            name 1 STRING

            LogRecord
            timeUnixNano 1 FIXED64
            observedTimeUnixNano 11 FIXED64
            severityNumber 2 VARINT
            severityText 3 STRING
            body 5 AnyValue
            attributes 6 KeyValue*
            traceId 9 HEX
            spanId 10 HEX
            eventName 12 STRING

            Resource
            attributes 1 KeyValue*

            KeyValue
            key 1 STRING
            value 2 AnyValue

            AnyValue
            stringValue 1 STRING
            boolValue 2 BOOL
            intValue 3 VARINT
            doubleValue 4 DOUBLE
            arrayValue 5 Array
            kvlistValue 6 Map
            bytesValue 7 BASE64

            Array
            values 1 AnyValue*

            Map
            values 1 KeyValue*
            """);
    static final OtlpSchema LOGS = message("ExportLogsServiceRequest");

    private final Map<String, Field> fields = new HashMap<>();

    /** A field by its JSON name; null = none that is read. */
    @Nullable Field field(String name) {
        return fields.get(name);
    }

    private static OtlpSchema message(String name) {
        return MESSAGES.computeIfAbsent(name, _ -> new OtlpSchema());
    }

    /** Reads the table; gives its first message. */
    private static OtlpSchema define(String table) {
        OtlpSchema first = null;
        for (String block : table.split("\n\n")) {
            String[] lines = block.split("\n");
            OtlpSchema message = message(lines[0].strip());
            if (first == null) first = message;
            for (int i = 1; i < lines.length; i++) {
                String[] words = lines[i].strip().split(" ");
                message.fields.put(words[0], field(Integer.parseInt(words[1]), words[2]));
            }
        }
        if (first == null) throw new IllegalStateException("an empty table");
        return first;
    }

    private static Field field(int number, String typeWithStars) {
        String name = typeWithStars.replace("*", "");
        boolean packed = typeWithStars.endsWith("**");
        Type type = name.equals(name.toUpperCase(Locale.ROOT)) ? Type.valueOf(name) : Type.MESSAGE;
        int wireType = switch (type) {
            case BOOL, VARINT -> 0;
            case FIXED64, DOUBLE -> packed ? 2 : 1;
            case FIXED32 -> 5;
            case MESSAGE, STRING, HEX, BASE64 -> 2;
        };
        OtlpSchema message = type == Type.MESSAGE ? message(name) : null;
        return new Field((number << 3) | wireType, type, message, typeWithStars.endsWith("*"), packed);
    }

    private OtlpSchema() {}
}

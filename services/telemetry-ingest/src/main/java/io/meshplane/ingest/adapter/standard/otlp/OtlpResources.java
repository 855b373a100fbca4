package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.TextBuffer;
import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;
import io.meshplane.ingest.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resources of a request, each read once: service.name and service.namespace become the label job, service.instance.id the label
 * instance, everything else goes to one series target_info (OpenTelemetry specification, "Resource Attributes").
 */
final class OtlpResources {
    private static final int ATTRIBUTE = 0x0a;
    private static final byte[] TARGET_INFO = ascii("target_info");
    private static final byte[] JOB = ascii("job");
    private static final byte[] INSTANCE = ascii("instance");

    private final ProtoReader reader;
    private final OtlpLabels labels;
    private final TextBuffer text;
    private final AnyValueText anyValue;
    private final RegionTable known;
    private final List<OtlpResource> resources = new ArrayList<>();
    private @Nullable String fault;

    private int namespaceFrom;
    private int namespaceTo;
    private int nameFrom;
    private int nameTo;
    private int instanceFrom;
    private int instanceTo;

    OtlpResources(ProtoReader reader, OtlpLabels labels, SampleLimits limits, int seed, Allowance allowance) {
        this.reader = reader;
        this.labels = labels;
        this.text = new TextBuffer(limits.maxValueBytes());
        this.anyValue = new AnyValueText(reader, text);
        this.known = new RegionTable(seed, allowance);
    }

    void clear() {
        known.clear();
        resources.clear();
    }

    OtlpResource get(int number) {
        return resources.get(number);
    }

    @Nullable String fault() {
        return fault;
    }

    /** Number of the resource that lies there, or -1: see {@link #fault}, else the columns' shortage. */
    int number(int from, int to, SampleColumns columns) {
        int number = known.find(reader.bytes(), from, to, 0);
        if (number >= 0) return number;
        fault = null;
        OtlpResource resource = read(from, to, columns);
        if (resource == null) return -1;
        resources.add(resource);
        known.put(resources.size() - 1);
        return resources.size() - 1;
    }

    private @Nullable OtlpResource read(int from, int to, SampleColumns columns) {
        int others = findService(from, to);
        int jobName = columns.text(JOB, 0, JOB.length);
        int instanceName = columns.text(INSTANCE, 0, INSTANCE.length);
        int job = OtlpResource.NONE;
        int instance = OtlpResource.NONE;
        if (nameTo > 0) {
            job = text(namespaceFrom, namespaceTo, nameFrom, nameTo, columns);
        }
        if (instanceTo > 0) {
            instance = text(0, 0, instanceFrom, instanceTo, columns);
        }
        if (fault != null || columns.shortage() != null) return null;
        OtlpResource resource = new OtlpResource(jobName, job, instanceName, instance, OtlpResource.NONE);
        if (others == 0 || (job < 0 && instance < 0)) return resource; // there is nothing to tell, or of nobody
        if (!labels.readResource(from, to, ATTRIBUTE, resource, columns)) {
            fault = labels.fault();
            return null;
        }
        int infoName = columns.text(TARGET_INFO, 0, TARGET_INFO.length);
        if (infoName < 0) return null;
        int info = columns.series(
                infoName, labels.labels().pairs(), labels.labels().length(), false);
        return info < 0 ? null : new OtlpResource(jobName, job, instanceName, instance, info);
    }

    /** Finds the attributes that name the service; gives the number of the others. */
    private int findService(int from, int to) {
        namespaceTo = 0;
        namespaceFrom = 0;
        nameTo = 0;
        instanceTo = 0;
        int others = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            if (reader.tag() != ATTRIBUTE) {
                reader.skip();
                continue;
            }
            reader.region();
            if (!isOfService(reader.from(), reader.to())) others++;
        }
        reader.leave(mark);
        return others;
    }

    private boolean isOfService(int from, int to) {
        String key = "";
        int valueFrom = 0;
        int valueTo = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case 0x0a -> {
                    reader.region();
                    int length = Math.min(32, reader.to() - reader.from());
                    key = new String(reader.bytes(), reader.from(), length, StandardCharsets.UTF_8);
                }
                case 0x12 -> {
                    reader.region();
                    valueFrom = reader.from();
                    valueTo = reader.to();
                }
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        switch (key) {
            case "service.namespace" -> {
                namespaceFrom = valueFrom;
                namespaceTo = valueTo;
            }
            case "service.name" -> {
                nameFrom = valueFrom;
                nameTo = valueTo;
            }
            case "service.instance.id" -> {
                instanceFrom = valueFrom;
                instanceTo = valueTo;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int text(int prefixFrom, int prefixTo, int from, int to, SampleColumns columns) {
        text.clear();
        if (prefixTo > 0) {
            anyValue.bare(prefixFrom, prefixTo);
            text.octet('/');
        }
        anyValue.bare(from, to);
        if (text.isOver()) fault = "a name of the service is too long";
        else if (!Utf8.isValid(text.bytes(), 0, text.size())) fault = "a name of the service is not UTF-8";
        if (text.size() == 0) return OtlpResource.NONE; // an empty label is none
        return fault == null ? columns.text(text.bytes(), 0, text.size()) : OtlpResource.NONE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

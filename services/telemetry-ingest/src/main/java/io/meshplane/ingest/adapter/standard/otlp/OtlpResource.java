package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.LabelList;

/** A resource of the request: what its attributes add to the labels of its series. Texts are numbers of the columns' table. */
final class OtlpResource {
    static final int NONE = -1;

    private final int jobName;
    private final int job;
    private final int instanceName;
    private final int instance;
    private final int targetInfo;
    private long newestMs = Long.MIN_VALUE;

    /**
     * A resource.
     *
     * @param job service.namespace/service.name, or {@link #NONE}
     * @param instance service.instance.id, or {@link #NONE}
     * @param targetInfo number of its target_info series, or {@link #NONE}
     */
    OtlpResource(int jobName, int job, int instanceName, int instance, int targetInfo) {
        this.jobName = jobName;
        this.job = job;
        this.instanceName = instanceName;
        this.instance = instance;
        this.targetInfo = targetInfo;
    }

    void identify(LabelList labels) {
        if (job != NONE) labels.set(jobName, job);
        if (instance != NONE) labels.set(instanceName, instance);
    }

    int targetInfo() {
        return targetInfo;
    }

    void heardAt(long timeMs) {
        if (timeMs > newestMs) newestMs = timeMs;
    }

    /** When the newest point of this resource was taken, since this was asked last; MIN_VALUE = there was none. */
    long takeNewestMs() {
        long newest = newestMs;
        newestMs = Long.MIN_VALUE;
        return newest;
    }
}

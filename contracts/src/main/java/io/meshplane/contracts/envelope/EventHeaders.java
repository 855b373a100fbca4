package io.meshplane.contracts.envelope;

/**
 * Names of the Kafka headers of a CloudEvent in binary mode (CloudEvents 1.0, Kafka protocol binding §3.2), and of what a dead
 * letter carries beside them. All values are UTF-8.
 */
public final class EventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";

    public static final String SPEC_VERSION_1_0 = "1.0";
    public static final String PROTOBUF = "application/protobuf";

    public static final String DEAD_REASON = "dead_reason";
    public static final String DEAD_TOPIC = "dead_topic";
    public static final String DEAD_PARTITION = "dead_partition";
    public static final String DEAD_OFFSET = "dead_offset";

    private EventHeaders() {}
}

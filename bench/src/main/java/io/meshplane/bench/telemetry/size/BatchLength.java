package io.meshplane.bench.telemetry.size;

import java.util.List;

/** How long a node gathers before it sends. */
public enum BatchLength {
    /** The usual interval of a gateway. */
    MINUTE("1m", 60_000),
    /** The usual interval of a relay. */
    FIVE_MINUTES("5m", 300_000),
    /** A backlog. */
    HOUR("1h", 3_600_000);

    private final String key;
    private final long millis;

    BatchLength(String key, long millis) {
        this.key = key;
        this.millis = millis;
    }

    /** All, or only the first in a quick run. */
    public static List<BatchLength> measured(boolean quick) {
        return quick ? List.of(MINUTE) : List.of(values());
    }

    /** As figures name it. */
    public String key() {
        return key;
    }

    /** Its length. */
    public long millis() {
        return millis;
    }
}

package io.meshplane.sentinel.domain.alert;

/** How much it matters, in ascending order. */
public enum Severity {
    INFO,
    WARNING,
    /** Wakes people: quiet hours do not hold it, and it is never left without somebody to page. */
    CRITICAL;

    boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}

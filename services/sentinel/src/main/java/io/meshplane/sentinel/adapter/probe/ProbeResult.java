package io.meshplane.sentinel.adapter.probe;

/** What came of a probe. */
public sealed interface ProbeResult {
    /** Every check passed. */
    record Passed(long latencyMicros) implements ProbeResult {}

    record Failed(Reason reason, String detail) implements ProbeResult {}

    /** Why a probe failed. */
    enum Reason {
        REFUSED,
        TIMED_OUT,
        UNREACHABLE,
        UNRESOLVED,
        /** It answers, and not as it should. */
        UNFIT,
        /** The target is an address that this instance must not reach. */
        DENIED
    }
}

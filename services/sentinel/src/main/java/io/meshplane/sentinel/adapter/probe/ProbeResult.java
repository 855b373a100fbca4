package io.meshplane.sentinel.adapter.probe;

/** What came of a probe. */
public sealed interface ProbeResult {
    record Connected(long latencyMicros) implements ProbeResult {}

    record Failed(Reason reason, String detail) implements ProbeResult {}

    /** Why a probe failed. */
    enum Reason {
        REFUSED,
        TIMED_OUT,
        UNREACHABLE,
        UNRESOLVED,
        /** The target is an address that this instance must not reach. */
        DENIED
    }
}

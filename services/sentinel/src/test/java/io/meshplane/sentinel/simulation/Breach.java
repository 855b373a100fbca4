package io.meshplane.sentinel.simulation;

/** A promise that was broken. */
final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Which. */
    enum Promise {
        POOL_NEVER_EMPTY,
        ONE_PRIMARY_PER_EPOCH,
        NO_SWITCH_WITHOUT_QUORUM,
        RECOVERS_IN_TIME
    }

    private final Promise promise;

    Breach(Promise promise, String what) {
        super(promise + ": " + what);
        this.promise = promise;
    }

    Promise promise() {
        return promise;
    }
}

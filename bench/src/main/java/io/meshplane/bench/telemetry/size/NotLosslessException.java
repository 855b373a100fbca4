package io.meshplane.bench.telemetry.size;

/** Something did not come back as it was sent. */
final class NotLosslessException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param batch counted from 0 */
    NotLosslessException(int batch, String how) {
        super("batch " + (batch + 1) + ", decoded again: " + how);
    }
}

package io.meshplane.telemetry.metrics;

/** A message that no writer wrote. Carries no stack trace: it is an answer, not a bug. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String detail) {
        super(detail, null, false, false);
    }
}

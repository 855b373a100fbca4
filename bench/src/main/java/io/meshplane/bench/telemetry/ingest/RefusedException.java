package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.stack.HttpConnection.Answer;

/** A server does not take an upload. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 404;
    private static final int NO_METHOD = 405;
    private final int status;

    RefusedException(Answer answer) {
        super(answer.inWords());
        status = answer.status();
    }

    /** Whether the server has no such door. */
    boolean isNoDoor() {
        return status == NOT_FOUND || status == NO_METHOD;
    }
}

package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.UploadFlow.Wait;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import io.meshplane.telemetry.codec.Decoded;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Why an upload is not taken, as problems. */
final class UploadProblems {
    static final String RETRY_AFTER_SECONDS = "2";
    private static final String TYPE = "urn:meshplane:problem:";
    private static final Logger LOG = Logger.getLogger(UploadProblems.class);

    static Problem refused(Decoded.Reason reason, String detail) {
        int status = switch (reason) {
            case NOT_A_BATCH, UNSUPPORTED_VERSION, DAMAGED -> 400;
            case MALFORMED, TOO_LARGE -> 422;
        };
        String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(TYPE + "batch-" + name, "The batch cannot be taken", status, detail, null);
    }

    static Problem foreignNode() {
        return Problem.forbidden("the batch names another node than the one that sent it");
    }

    static Problem stateMissing() {
        return new Problem(
                TYPE + "state-missing",
                "The state is not here",
                409,
                "the batch builds on one that this server does not remember: send it self-contained",
                null);
    }

    static Problem sessionUnknown() {
        return new Problem(
                TYPE + "session-unknown",
                "The session is not known",
                401,
                "sign in again: it ended, or never was",
                null);
    }

    static Problem later(Wait wait) {
        return switch (wait) {
            case SAME_NODE -> Problem.tooMany("another upload of this node is being worked on");
            case CURSORS -> Problem.unavailable("the cursors of the nodes are still being read");
        };
    }

    static Problem overload() {
        return Problem.tooMany("too many uploads are being worked on");
    }

    /** What kept an upload from being worked on to its end. */
    static Problem failed(Throwable failure) {
        if (failure instanceof ProblemException known) return known.problem();
        if (failure instanceof RejectedExecutionException) return overload();
        LOG.warnf("upload not taken failure=%s", failure.toString());
        return Problem.unavailable("Kafka does not answer");
    }

    private UploadProblems() {}
}

package io.meshplane.ingest.adapter.standard;

import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Why a request got nowhere, as HTTP says it.
 *
 * @param status 4xx: do not repeat it, but for 429; 429 and 5xx: repeat it later
 * @param reason for the counter, of few
 */
record Rebuff(int status, String outcome, String reason, String detail) {
    static final String RETRY_AFTER_SECONDS = "5";
    private static final Logger LOG = Logger.getLogger(Rebuff.class);

    static Rebuff of(Refusal refusal) {
        return switch (refusal.reason()) {
            case UNSUPPORTED -> new Rebuff(415, "refused", "unsupported", refusal.detail());
            case MALFORMED -> new Rebuff(400, "refused", "malformed", refusal.detail());
            case TOO_LARGE -> new Rebuff(413, "refused", "too_large", refusal.detail());
            case BUSY -> busy(refusal.detail());
        };
    }

    static Rebuff busy(String detail) {
        return new Rebuff(429, "later", "busy", detail);
    }

    static Rebuff recordTooLarge(int maxBytes) {
        return new Rebuff(
                413,
                "refused",
                "too_large",
                "written out, the request is larger than " + maxBytes + " bytes: send fewer at once");
    }

    static Rebuff of(Throwable failure) {
        if (failure instanceof ProblemException known) {
            Problem problem = known.problem();
            String reason =
                    problem.status() == 401 ? "unauthenticated" : problem.status() == 403 ? "forbidden" : "directory";
            return new Rebuff(
                    problem.status(), problem.status() == 503 ? "later" : "refused", reason, problem.detail());
        }
        if (failure instanceof RejectedExecutionException) return busy("too many requests wait already");
        LOG.warnf("a sender's request not served failure=%s", failure.toString());
        return new Rebuff(503, "failed", "kafka", "something this service depends on does not answer");
    }

    boolean isForLater() {
        return status == 429 || status >= 500;
    }

    /** Adds the headers that go with the status (RFC 9110 §10.2.3, §11.6.1, §15.5.16). */
    Response withHeaders(Response answer, String codings) {
        Response.ResponseBuilder more = Response.fromResponse(answer);
        if (status == 401) more.header("WWW-Authenticate", "Bearer, Basic realm=\"meshplane\"");
        if (status == 415) more.header("Accept-Encoding", codings);
        if (isForLater()) more.header("Retry-After", RETRY_AFTER_SECONDS);
        return more.build();
    }

    Problem asProblem() {
        return switch (status) {
            case 401 -> Problem.unauthenticated(detail);
            case 403 -> Problem.forbidden(detail);
            case 413 -> Problem.tooLarge(detail);
            case 415 ->
                new Problem("urn:meshplane:problem:unsupported", "The body's form is not known", 415, detail, null);
            case 429 -> Problem.tooMany(detail);
            case 503 -> Problem.unavailable(detail);
            default -> Problem.malformed(detail);
        };
    }
}

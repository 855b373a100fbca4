package io.meshplane.platform.http;

/** Leaves a REST edge as its {@link Problem}; thrown in inbound HTTP adapters only. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false); // an answer, not a fault: no stack trace is wanted
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

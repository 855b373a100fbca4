package io.meshplane.launcher;

/** What was asked for cannot be done here; the message is one line for the person who asked. */
final class UnusableException extends Exception {
    /** A command line that cannot be meant. */
    static final int USAGE = 2;

    /** A port, a folder or a tool is not to be had. */
    static final int TAKEN = 3;

    /** Something on the way failed. */
    static final int FAILED = 1;

    private static final long serialVersionUID = 1;
    private final int exitCode;

    UnusableException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** The sentence; unlike {@link #getMessage} never absent. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}

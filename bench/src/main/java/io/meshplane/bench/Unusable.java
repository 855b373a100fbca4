package io.meshplane.bench;

/** What was asked for cannot be done; the message is one line for the person who asked. */
public final class Unusable extends Exception {
    /** Something on the way failed, or a figure is wrong. */
    public static final int FAILED = 1;

    /** A command line that cannot be meant. */
    public static final int USAGE = 2;

    /** Input that cannot be read. */
    public static final int BAD_DATA = 3;

    private static final long serialVersionUID = 1;
    private final int exitCode;

    public Unusable(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** The sentence; unlike {@link #getMessage} never absent. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}

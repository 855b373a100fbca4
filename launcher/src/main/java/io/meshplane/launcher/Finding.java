package io.meshplane.launcher;

/**
 * What the doctor has to say of one thing.
 *
 * @param text how it is
 * @param advice how to get it; empty if it is there
 */
record Finding(String name, Level level, String text, String advice) {
    /** How much it matters. */
    enum Level {
        GOOD,
        /** It works without. */
        ABSENT,
        /** It does not work without. */
        MISSING
    }

    static Finding good(String name, String text) {
        return new Finding(name, Level.GOOD, text, "");
    }

    static Finding absent(String name, String text, String advice) {
        return new Finding(name, Level.ABSENT, text, advice);
    }

    static Finding missing(String name, String text, String advice) {
        return new Finding(name, Level.MISSING, text, advice);
    }

    /** One or two lines. */
    String inWords() {
        String mark = switch (level) {
            case GOOD -> "ok      ";
            case ABSENT -> "absent  ";
            case MISSING -> "MISSING ";
        };
        String line = mark + name + ": " + text;
        return advice.isEmpty() ? line : line + "\n        " + advice;
    }
}

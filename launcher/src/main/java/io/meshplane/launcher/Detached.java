package io.meshplane.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a process out of the terminal's reach: Ctrl-C goes to all processes of the terminal at once, but the parts have to be
 * stopped in order.
 */
final class Detached {
    private static final List<String> PREFIX = prefix();

    /** The command line that runs this one, in the same process. */
    static List<String> words(List<String> command) {
        List<String> words = new ArrayList<>(PREFIX);
        words.addAll(command);
        return words;
    }

    private static List<String> prefix() {
        return Programs.find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                // macOS has none: an ignored signal stays ignored, and the JVM leaves it so
                .orElse(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    }

    private Detached() {}
}

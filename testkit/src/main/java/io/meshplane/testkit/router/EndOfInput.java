package io.meshplane.testkit.router;

import java.io.IOException;

/** Ends a process that a test or a bench started when the one that started it is gone, killed or not: its input ends then. */
public final class EndOfInput {
    /** From now on the end of standard input is the end of this process. */
    public static void endsThisProcess() {
        Thread.ofPlatform().daemon().name("end-of-input").start(() -> {
            try {
                while (System.in.read() >= 0) {} // nothing is said to it
            } catch (IOException e) {
                // as good as an end
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private EndOfInput() {}
}

package io.meshplane.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says what goes on while a person waits: one line that is rewritten on a terminal, else a line now and then. */
final class Progress {
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private String shownTopic = "";
    private Instant shownAt = Instant.EPOCH;
    private boolean lineIsOpen;

    Progress(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * What happens now.
     *
     * @param topic a new one is always shown, details of the same one less often
     */
    void show(String topic, String detail) {
        Instant now = clock.instant();
        String line = detail.isEmpty() ? topic : topic + " · " + detail;
        if (terminal) {
            out.print("\r\033[K" + line);
            out.flush();
            lineIsOpen = true;
        } else if (!topic.equals(shownTopic) || Duration.between(shownAt, now).compareTo(PLAIN_PAUSE) >= 0) {
            out.println(line);
            shownAt = now;
        }
        shownTopic = topic;
    }

    /** A line that stays. */
    void say(String line) {
        end();
        out.println(line);
    }

    /** Wipes the line that was being rewritten. */
    void end() {
        if (lineIsOpen) out.print("\r\033[K");
        lineIsOpen = false;
        out.flush();
    }

    /** Whole seconds, as people read them: {@code 47 s}, {@code 2 min 5 s}. */
    static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 100 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}

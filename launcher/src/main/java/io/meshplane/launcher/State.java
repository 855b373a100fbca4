package io.meshplane.launcher;

import java.time.Instant;

/** How a part is. */
sealed interface State {
    /** It is not started yet. */
    record Waiting(String why) implements State {}

    /** It runs and was not healthy yet. */
    record Starting(Instant since, String why) implements State {}

    /** All is well. */
    record Healthy(Instant since) implements State {}

    /** It was healthy and is not now. */
    record Unwell(Instant since, String why) implements State {}

    /** It ended by itself and is started again. */
    record Restarting(String lastWords) implements State {}

    /** It ended too often. */
    record Failed(String lastWords) implements State {}

    /** It was told to end. */
    record Stopping() implements State {}

    /** It has ended as it was told to. */
    record Stopped() implements State {}

    /** In a few words, one line. */
    default String inWords() {
        return switch (this) {
            case Waiting(String why) -> "waiting: " + why;
            case Starting(Instant ignored, String why) -> why.isEmpty() ? "starting" : "starting: " + why;
            case Healthy ignored -> "healthy";
            case Unwell(Instant ignored, String why) -> "not healthy: " + why;
            case Restarting(String lastWords) -> "ended, starts again: " + lastWords;
            case Failed(String lastWords) -> "failed: " + lastWords;
            case Stopping ignored -> "stopping";
            case Stopped ignored -> "stopped";
        };
    }
}

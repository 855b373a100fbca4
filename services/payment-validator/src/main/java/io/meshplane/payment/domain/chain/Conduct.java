package io.meshplane.payment.domain.chain;

import io.meshplane.payment.domain.chain.NodeEvent.Ended;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a full node answered lately.
 *
 * @param trouble what its last answer was
 * @param why in words
 * @param misfitHeight the height that its misfitting header claims; -1 otherwise
 * @param failuresInARow since its last good answer
 * @param failedAt when it last failed, or null
 * @param heardAt when it last answered well, or null
 * @param pausedUntil it asked to be left alone until then, or null
 */
public record Conduct(
        Trouble trouble,
        String why,
        long misfitHeight,
        int failuresInARow,
        @Nullable Instant failedAt,
        @Nullable Instant heardAt,
        @Nullable Instant pausedUntil) {
    static final Conduct UNHEARD = new Conduct(Trouble.UNHEARD, "", -1, 0, null, null, null);

    /** What an answer was. */
    public enum Trouble {
        /** There was none yet. */
        UNHEARD,
        NONE,
        HUNG,
        FAILED,
        GARBAGE,
        MISFIT
    }

    Conduct well(Instant at) {
        return new Conduct(Trouble.NONE, "", -1, 0, failedAt, at, null);
    }

    Conduct badly(Ended event, Trouble kind, String words, @Nullable Instant pause) {
        long height = event instanceof NodeEvent.Misfit misfit ? misfit.height() : -1;
        return new Conduct(kind, words, height, Math.min(failuresInARow, 1_000) + 1, event.at(), heardAt, pause);
    }
}

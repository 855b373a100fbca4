package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to one contact. Its id follows from what it is about, so whoever decides it again decides the same page: receivers
 * drop the second one by it.
 *
 * @param step of the escalation, from 0
 * @param attempts to deliver it, until now
 * @param nextAt when it is tried, or tried again
 * @param lastFailure in words; empty = none
 * @param settledAt when it was delivered, given up or found needless; null while WAITING
 */
public record Page(
        String id,
        int episode,
        Kind kind,
        int step,
        Label contact,
        Instant decidedAt,
        State state,
        int attempts,
        Instant nextAt,
        String lastFailure,
        @Nullable Instant settledAt) {

    /** What it tells. */
    public enum Kind {
        PAGE,
        /** To those that a page had reached: it is over. */
        ALL_CLEAR
    }

    /** What became of it. */
    public enum State {
        WAITING,
        GIVEN_UP,
        /** Somebody acknowledged before it got through. */
        NEEDLESS,
        DELIVERED
    }

    static Page of(AlertKey alert, int episode, Kind kind, int step, Label contact, Instant now) {
        String about = String.join("|", alert.toString(), "" + episode, kind.name(), "" + step, contact.value());
        String id = "page-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
        return new Page(id, episode, kind, step, contact, now, State.WAITING, 0, now, "", null);
    }

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    Page delivered(Instant now) {
        return settled(State.DELIVERED, attempts + 1, "", now);
    }

    Page needless(Instant now) {
        return settled(State.NEEDLESS, attempts, lastFailure, now);
    }

    Page givenUp(String failure, Instant now) {
        return settled(State.GIVEN_UP, attempts + 1, failure, now);
    }

    private Page settled(State as, int tried, String failure, Instant now) {
        return new Page(id, episode, kind, step, contact, decidedAt, as, tried, nextAt, failure, now);
    }

    Page failed(String failure, Instant next) {
        return new Page(id, episode, kind, step, contact, decidedAt, State.WAITING, attempts + 1, next, failure, null);
    }

    /** Of two tellings of the same page the one that knows more. */
    Page and(Page other) {
        if (state != other.state) return state.compareTo(other.state) > 0 ? this : other;
        return other.attempts > attempts ? other : this;
    }
}

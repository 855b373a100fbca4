package io.meshplane.route.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a direction of a link is to be believed up, as a rule of what both ends said, when each node was last heard, and now. It is
 * up if its sender says so and was heard within the bound, and the node at the other end was heard within the bound, too, and says
 * the same or nothing of this link. So a link goes at once when either end says that it is down, and after the bound when a gateway
 * and the router that would have seen it die together.
 *
 * <p>A direction that comes back after it was reported down is used again only when both ends have kept to it for the settling time;
 * one that was never down is used at once.
 *
 * @param bound how long a node's word holds; a node that reports every 20 s should be given at least three times that
 * @param settling how long a direction that was down must be up before it is used; 0 = at once
 */
public record LinkTrust(Duration bound, Duration settling) {
    public LinkTrust {
        if (!bound.isPositive()) throw new IllegalArgumentException("bound not positive: " + bound);
        if (settling.isNegative()) throw new IllegalArgumentException("settling < 0: " + settling);
    }

    /** What comes of it. */
    public enum Verdict {
        USABLE,
        /** The sender has said nothing of it. */
        UNREPORTED,
        /** The sender says that it is down. */
        DOWN,
        /** The other end says that it is down. */
        DOWN_AT_PEER,
        /** The sender was not heard for longer than the bound. */
        STALE,
        /** The node at the other end was not heard for longer than the bound, or never. */
        PEER_STALE,
        /** It was down a moment ago. */
        SETTLING
    }

    /**
     * What one end says, and since when without a break.
     *
     * @param recovered whether it had said that the link was down before
     */
    public record Word(boolean up, Instant since, boolean recovered) {
        /** The first word of an end. */
        public static Word first(boolean up, Instant now) {
            return new Word(up, now, false);
        }

        /** The word after a further report. */
        public Word then(boolean upNow, Instant now) {
            return upNow == up ? this : new Word(upNow, now, upNow);
        }
    }

    /**
     * All that counts for one direction.
     *
     * @param sender null = said nothing
     * @param receiver null = said nothing
     * @param receiverHeardAt when its node last reported anything at all; null = never
     */
    public record Evidence(
            @Nullable Word sender,
            @Nullable Instant senderHeardAt,
            @Nullable Word receiver,
            @Nullable Instant receiverHeardAt) {}

    /** Judges one direction. */
    public Verdict judge(Evidence seen, Instant now) {
        if (seen.sender() == null) return Verdict.UNREPORTED;
        if (!seen.sender().up()) return Verdict.DOWN;
        if (isStale(seen.senderHeardAt(), now)) return Verdict.STALE;
        if (isStale(seen.receiverHeardAt(), now)) return Verdict.PEER_STALE;
        if (seen.receiver() != null && !seen.receiver().up()) return Verdict.DOWN_AT_PEER;
        return isSettling(seen.sender(), now) || isSettling(seen.receiver(), now) ? Verdict.SETTLING : Verdict.USABLE;
    }

    /** When the verdict may next change although nobody says anything new: a timer's due time. Empty if it cannot. */
    public Optional<Instant> nextLook(Evidence seen, Instant now) {
        return Stream.of(
                        staleAt(seen.senderHeardAt()),
                        staleAt(seen.receiverHeardAt()),
                        settledAt(seen.sender()),
                        settledAt(seen.receiver()))
                .flatMap(Optional::stream)
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
    }

    private boolean isStale(@Nullable Instant heardAt, Instant now) {
        return heardAt == null || !now.isBefore(heardAt.plus(bound));
    }

    private boolean isSettling(@Nullable Word word, Instant now) {
        return word != null
                && word.up()
                && word.recovered()
                && now.isBefore(word.since().plus(settling));
    }

    private Optional<Instant> staleAt(@Nullable Instant heardAt) {
        return Optional.ofNullable(heardAt).map(at -> at.plus(bound));
    }

    private Optional<Instant> settledAt(@Nullable Word word) {
        return Optional.ofNullable(word)
                .filter(said -> said.up() && said.recovered())
                .map(said -> said.since().plus(settling));
    }
}

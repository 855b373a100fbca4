package io.meshplane.route.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a direction of a link is to be believed up, as a rule of what both ends said, how long each node's word holds, and now. It is
 * up if its sender says so and its word holds ({@link Freshness}), and the word of the node at the other end holds, too, and says
 * the same or nothing of this link. So a link goes at once when either end says that it is down, and after the bound when a gateway
 * and the router that would have seen it die together.
 *
 * <p>A direction that comes back after it was reported down is used again only when both ends have kept to it for the settling time;
 * one that was never down is used at once.
 *
 * @param settling how long a direction that was down must be up before it is used; 0 = at once
 */
public record LinkTrust(Duration settling) {
    public LinkTrust {
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
        /** The sender was not heard for longer than its word holds. */
        STALE,
        /** The node at the other end was not heard for longer than its word holds, or never. */
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
     * @param senderStaleAt until when the word of the sender holds; null = it was never heard
     * @param receiver null = said nothing of this link
     * @param receiverStaleAt until when the word of the node at the other end holds, whatever it spoke of; null = it was never heard
     */
    public record Evidence(
            @Nullable Word sender,
            @Nullable Instant senderStaleAt,
            @Nullable Word receiver,
            @Nullable Instant receiverStaleAt) {}

    /** Judges one direction. */
    public Verdict judge(Evidence seen, Instant now) {
        if (seen.sender() == null) return Verdict.UNREPORTED;
        if (!seen.sender().up()) return Verdict.DOWN;
        if (isStale(seen.senderStaleAt(), now)) return Verdict.STALE;
        if (isStale(seen.receiverStaleAt(), now)) return Verdict.PEER_STALE;
        if (seen.receiver() != null && !seen.receiver().up()) return Verdict.DOWN_AT_PEER;
        return isSettling(seen.sender(), now) || isSettling(seen.receiver(), now) ? Verdict.SETTLING : Verdict.USABLE;
    }

    private static boolean isStale(@Nullable Instant staleAt, Instant now) {
        return staleAt == null || !now.isBefore(staleAt);
    }

    private boolean isSettling(@Nullable Word word, Instant now) {
        return word != null
                && word.up()
                && word.recovered()
                && now.isBefore(word.since().plus(settling));
    }
}

package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens between this service and a full node. */
public sealed interface NodeEvent {
    Instant at();

    /** A request went out. */
    record Asked(Instant at) implements NodeEvent {}

    /** The request that went out then is over. */
    sealed interface Ended extends NodeEvent {
        Instant askedAt();
    }

    /** It was answered, and the answer is what it claims to be. */
    record Told(Instant askedAt, Instant at) implements Ended {}

    /** It was not answered before its deadline. */
    record TimedOut(Instant askedAt, Instant at) implements Ended {}

    /**
     * It was refused, or could not be sent.
     *
     * @param retryAfter how long the node asks to be left alone, or null
     */
    record Failed(
            Instant askedAt,
            Instant at,
            String why,
            @Nullable Duration retryAfter) implements Ended {}

    /** Its answer is not what a full node sends. */
    record Garbled(Instant askedAt, Instant at, String why) implements Ended {}

    /** A header was answered that does not hash to what it says. */
    record Misfit(Instant askedAt, Instant at, long height, String why) implements Ended {}

    /** Another node was faster, so the request was given up. */
    record Dropped(Instant askedAt, Instant at) implements Ended {}

    /** It named its chain. */
    record Identified(Instant at, long chainId, Hash32 genesis) implements NodeEvent {}

    /** It said whether it is syncing. */
    record SyncingSaid(Instant at, boolean syncing) implements NodeEvent {}

    /** It named its newest height. */
    record HeadSeen(Instant at, long height) implements NodeEvent {}

    /**
     * Its history was compared with what a quorum shows.
     *
     * @param ownHistory null = it is the same
     */
    record HistoryCompared(Instant at, @Nullable OwnHistory ownHistory) implements NodeEvent {}

    /** A proof refuted what it told. */
    record Lied(Instant at, String what) implements NodeEvent {}

    /** A body that it told was proven. */
    record ProvedClean(Instant at) implements NodeEvent {}

    /** An operator trusts it again. */
    record Released(Instant at) implements NodeEvent {}
}

package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that decides about a full node's state; see {@link HealthRules}.
 *
 * @param quarantine set while it has no vote because it lied
 */
public record NodeHealth(
        Pace pace, Conduct conduct, Shown shown, @Nullable Quarantine quarantine) {
    public static final NodeHealth UNKNOWN = new NodeHealth(Pace.UNKNOWN, Conduct.UNHEARD, Shown.NOTHING, null);

    /**
     * What it says of its chain.
     *
     * @param head newest height that it named; -1 = none yet
     * @param headSince when it first named that, or null
     * @param genesis hash of its block 0, or null while it has not said
     * @param ownHistory null = it shows what a quorum shows
     * @param forkedSince when that was first seen, or null
     */
    public record Shown(
            long head,
            @Nullable Instant headSince,
            boolean syncing,
            @Nullable Long chainId,
            @Nullable Hash32 genesis,
            @Nullable OwnHistory ownHistory,
            @Nullable Instant forkedSince) {
        static final Shown NOTHING = new Shown(-1, null, false, null, null, null, null);

        /** Whether it has shown a history of its own for so long; while a reorganisation spreads, many do for a moment. */
        boolean isForked(Instant now, Duration settled) {
            return forkedSince != null && !forkedSince.plus(settled).isAfter(now);
        }

        Shown withHead(long otherHead, @Nullable Instant since) {
            return new Shown(otherHead, since, syncing, chainId, genesis, ownHistory, forkedSince);
        }

        Shown withSyncing(boolean saysSyncing) {
            return new Shown(head, headSince, saysSyncing, chainId, genesis, ownHistory, forkedSince);
        }

        Shown withIdentity(long otherChain, Hash32 otherGenesis) {
            return new Shown(head, headSince, syncing, otherChain, otherGenesis, ownHistory, forkedSince);
        }

        Shown withOwnHistory(@Nullable OwnHistory other, Instant at) {
            Instant since = other == null ? null : forkedSince == null ? at : forkedSince;
            return new Shown(head, headSince, syncing, chainId, genesis, other, since);
        }
    }

    /**
     * Why and since when it has no vote.
     *
     * @param what the newest lie, in words
     * @param lies how many were found since it was last trusted
     * @param cleanProofs bodies that were proven since the newest lie
     */
    public record Quarantine(Instant since, String what, int lies, int cleanProofs) {}

    /** As it was when this service stopped. */
    public static NodeHealth quarantined(Quarantine quarantine) {
        return new NodeHealth(Pace.UNKNOWN, Conduct.UNHEARD, Shown.NOTHING, quarantine);
    }

    NodeHealth with(Pace other) {
        return new NodeHealth(other, conduct, shown, quarantine);
    }

    NodeHealth with(Conduct other) {
        return new NodeHealth(pace, other, shown, quarantine);
    }

    NodeHealth with(Shown other) {
        return new NodeHealth(pace, conduct, other, quarantine);
    }

    NodeHealth with(@Nullable Quarantine other) {
        return new NodeHealth(pace, conduct, shown, other);
    }
}

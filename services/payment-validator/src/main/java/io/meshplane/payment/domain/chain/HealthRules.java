package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Conduct.Trouble;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.meshplane.payment.domain.chain.NodeHealth.Shown;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The states of a full node as a machine: events change its health, its health and the moment are its state. */
public final class HealthRules {
    private static final int DOUBLINGS_MAX = 16;

    /**
     * What the others say, against which a node is measured.
     *
     * @param genesis hash of block 0 of the chain that is followed, or null while that is not known
     * @param agreedHead newest height that a quorum shows; -1 if there is none
     */
    public record Situation(@Nullable Hash32 genesis, long agreedHead) {}

    /**
     * A state with its reason.
     *
     * @param why for people; empty if the node is healthy
     */
    public record Condition(NodeState state, String why) {
        public boolean votes() {
            return state.votes();
        }
    }

    /** The health after an event. */
    public static NodeHealth after(NodeHealth health, NodeEvent event, HealthPolicy policy) {
        return switch (event) {
            case NodeEvent.Asked(Instant at) -> health.with(health.pace().asked(at));
            case NodeEvent.Ended ended -> ended(health, ended);
            case NodeEvent.Identified(Instant at, long chainId, Hash32 genesis) ->
                health.with(health.shown().withIdentity(chainId, genesis));
            case NodeEvent.SyncingSaid(Instant at, boolean syncing) ->
                health.with(health.shown().withSyncing(syncing));
            case NodeEvent.HistoryCompared(Instant at, OwnHistory ownHistory) ->
                health.with(health.shown().withOwnHistory(ownHistory, at));
            case NodeEvent.HeadSeen(Instant at, long height) -> health.with(headSeen(health.shown(), at, height));
            case NodeEvent.Lied(Instant at, String what) -> {
                int before =
                        health.quarantine() == null ? 0 : health.quarantine().lies();
                yield health.with(new Quarantine(at, what, before + 1, 0));
            }
            case NodeEvent.ProvedClean(Instant at) -> health.with(provedClean(health.quarantine(), at, policy));
            case NodeEvent.Released ignored -> health.with((@Nullable Quarantine) null);
        };
    }

    private static NodeHealth ended(NodeHealth health, NodeEvent.Ended event) {
        Conduct conduct = health.conduct();
        Instant askedAt = event.askedAt();
        Instant at = event.at();
        NodeHealth paced = health.with(health.pace().ended(askedAt, at));
        return switch (event) {
            case NodeEvent.Told ignored -> paced.with(conduct.well(at));
            case NodeEvent.Dropped ignored -> health.with(health.pace().dropped(askedAt, at));
            case NodeEvent.TimedOut ignored ->
                paced.with(conduct.badly(
                        event, Trouble.HUNG, "no answer in " + millis(askedAt, at) + " ms", conduct.pausedUntil()));
            case NodeEvent.Failed failed ->
                paced.with(conduct.badly(event, Trouble.FAILED, failed.why(), pause(failed)));
            case NodeEvent.Garbled garbled -> paced.with(conduct.badly(event, Trouble.GARBAGE, garbled.why(), null));
            case NodeEvent.Misfit misfit -> paced.with(conduct.badly(event, Trouble.MISFIT, misfit.why(), null));
        };
    }

    private static @Nullable Instant pause(NodeEvent.Failed failed) {
        Duration asked = failed.retryAfter();
        if (asked == null || asked.isNegative()) return null;
        Duration kept = asked.compareTo(HealthPolicy.RETRY_AFTER_MAX) < 0 ? asked : HealthPolicy.RETRY_AFTER_MAX;
        return failed.at().plus(kept);
    }

    private static Shown headSeen(Shown before, Instant at, long height) {
        boolean same = before.head() == height && before.headSince() != null;
        return before.withHead(height, same ? before.headSince() : at);
    }

    private static @Nullable Quarantine provedClean(@Nullable Quarantine now, Instant at, HealthPolicy policy) {
        if (now == null) return null;
        int clean = now.cleanProofs() + 1;
        boolean over = clean >= policy.cleanProofs()
                && !now.since().plus(policy.quarantine()).isAfter(at);
        return over ? null : new Quarantine(now.since(), now.what(), now.lies(), clean);
    }

    /** The state at a moment. */
    public static Condition condition(NodeHealth health, Situation others, Instant now, HealthPolicy policy) {
        Quarantine quarantine = health.quarantine();
        if (quarantine != null) {
            return new Condition(
                    NodeState.LYING,
                    quarantine.what() + "; " + quarantine.cleanProofs() + " of " + policy.cleanProofs()
                            + " clean proofs");
        }
        Condition foreign = foreign(health.shown(), others, policy);
        if (foreign != null) return foreign;
        Condition troubled = troubled(health, now, policy);
        if (troubled != null) return troubled;
        if (health.shown().chainId() == null || others.genesis() == null) {
            return new Condition(NodeState.WAITING, "it is not known yet which chain it serves");
        }
        return following(health, others, now, policy);
    }

    private static @Nullable Condition foreign(Shown shown, Situation others, HealthPolicy policy) {
        Long chainId = shown.chainId();
        if (chainId != null && chainId != policy.chainId()) {
            return new Condition(NodeState.WRONG_CHAIN, "it serves chain " + chainId);
        }
        boolean otherGenesis = shown.genesis() != null
                && others.genesis() != null
                && !shown.genesis().equals(others.genesis());
        return otherGenesis ? new Condition(NodeState.WRONG_CHAIN, "its genesis block is " + shown.genesis()) : null;
    }

    private static @Nullable Condition troubled(NodeHealth health, Instant now, HealthPolicy policy) {
        Conduct conduct = health.conduct();
        Instant heardAt = conduct.heardAt();
        boolean quiet = heardAt == null || heardAt.plus(policy.hungAfter()).isBefore(now);
        if (quiet && health.pace().oldestInFlight(now).compareTo(policy.hungAfter()) > 0) {
            return new Condition(
                    NodeState.HUNG,
                    "a request waits for " + health.pace().oldestInFlight(now).toMillis() + " ms");
        }
        if (heardAt != null
                && conduct.trouble() == Trouble.NONE
                && heardAt.plus(policy.silentAfter()).isBefore(now)) {
            return new Condition(NodeState.HUNG, "no answer since " + heardAt);
        }
        return switch (conduct.trouble()) {
            case UNHEARD -> new Condition(NodeState.WAITING, "it has not answered yet");
            case NONE -> null;
            case HUNG -> new Condition(NodeState.HUNG, conduct.why());
            case FAILED -> new Condition(NodeState.FAILING, conduct.why());
            case GARBAGE -> new Condition(NodeState.GARBAGE, conduct.why());
            case MISFIT -> new Condition(NodeState.UNPROVABLE, conduct.why());
        };
    }

    private static Condition following(NodeHealth health, Situation others, Instant now, HealthPolicy policy) {
        Shown shown = health.shown();
        if (shown.syncing()) return new Condition(NodeState.SYNCING, "it says that it is syncing");
        OwnHistory own = shown.ownHistory();
        if (own != null && shown.isForked(now, policy.silentAfter())) {
            return new Condition(NodeState.FORKED, own.toString());
        }
        long behind = others.agreedHead() - shown.head();
        if (others.agreedHead() >= 0 && behind > policy.lagBlocks()) {
            Instant since = shown.headSince();
            boolean still = since != null && since.plus(policy.stillAfter()).isBefore(now);
            return still
                    ? new Condition(NodeState.SYNCING, "its head stands still, " + behind + " blocks behind")
                    : new Condition(NodeState.LAGGING, behind + " blocks behind");
        }
        long micros = health.pace().effectiveMicros(now);
        return micros > policy.slowAfter().toNanos() / 1_000
                ? new Condition(NodeState.SLOW, "it takes " + micros / 1_000 + " ms")
                : new Condition(NodeState.HEALTHY, "");
    }

    /** How long to leave the node alone before the next question: the probe that fits its state. */
    public static Duration pause(NodeHealth health, NodeState state, Instant now, HealthPolicy policy) {
        Duration usual = switch (state) {
            case WAITING, HEALTHY, SLOW, LAGGING, FORKED, SYNCING, LYING -> policy.pollInterval();
            case HUNG, FAILING, GARBAGE -> backOff(health.conduct().failuresInARow(), policy);
            case WRONG_CHAIN, UNPROVABLE -> policy.probeInterval();
        };
        Instant until = health.conduct().pausedUntil();
        if (until == null || !until.isAfter(now)) return usual;
        Duration asked = Duration.between(now, until);
        return asked.compareTo(usual) > 0 ? asked : usual;
    }

    private static Duration backOff(int failures, HealthPolicy policy) {
        Duration doubled = policy.pollInterval().multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS_MAX));
        return doubled.compareTo(policy.probeInterval()) < 0 ? doubled : policy.probeInterval();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private HealthRules() {}
}

package io.meshplane.sentinel.domain;

import io.meshplane.sentinel.domain.HealthDecision.Change;
import io.meshplane.sentinel.domain.HealthDecision.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is up. Each vantage point has a verdict on a member after so many equal observations in a row; the member is up or down
 * when a majority of the vantage points that were heard of late and can be trusted say so, and no fewer than the pool's quorum.
 * A vantage point is believed only if it reached somebody else in the midst of its failures. Without a majority nothing changes, nor while most of the vantage points are suspect; without a word of late it is UNKNOWN.
 */
public final class HealthRules {

    /**
     * Takes one observation in.
     *
     * @param all the states of every pool known here, to tell a dead member from a blind vantage point
     */
    public static HealthDecision observe(
            PoolState state, Pool pool, Observation seen, Iterable<PoolState> all, Policy policy, Instant now) {
        MemberState member = state.members().get(seen.member());
        if (member == null) return ignored(Taken.UNKNOWN_MEMBER, state);
        Instant oldest = now.minus(policy.ageLimit());
        if (seen.observedAt().isBefore(oldest)) return ignored(Taken.STALE, state);
        VantageView known = member.views().get(seen.vantage());
        if (known != null && Long.compareUnsigned(seen.sequence(), known.lastSequence()) <= 0) {
            return ignored(Taken.DUPLICATE, state);
        }
        if (known == null && member.isFull(oldest)) return ignored(Taken.TOO_MANY_VANTAGES, state);
        // a gap in the data ends a row
        VantageView before = known != null && known.isHeardSince(oldest) ? known : VantageView.NONE;
        // only a failure asks whether others were reached, which takes a look at every pool
        Instant reached = seen.success() ? now : reachedSomebodyAt(seen.vantage(), state, all);
        VantageView view = before.after(seen, pool.thresholds(), reached, now);
        PoolState observed = state.with(seen.member(), member.with(seen.vantage(), view, oldest), now);
        String cause = seen.vantage() + ":" + Long.toUnsignedString(seen.sequence());
        return judge(observed, pool, all, policy, cause, now);
    }

    private static HealthDecision ignored(Taken taken, PoolState state) {
        return new HealthDecision(taken, state, List.of());
    }

    /** When the vantage point last reached any member of any pool that is known here. */
    private static Instant reachedSomebodyAt(String vantage, PoolState own, Iterable<PoolState> all) {
        Instant latest = own.reachedAt(vantage);
        for (PoolState other : all) {
            Instant reached = other.reachedAt(vantage);
            if (reached.isAfter(latest)) latest = reached;
        }
        return latest;
    }

    /** Every member anew: the observation may tell of its vantage point, and silence tells of others. */
    private static HealthDecision judge(
            PoolState observed, Pool pool, Iterable<PoolState> all, Policy policy, String cause, Instant now) {
        Instant oldest = now.minus(policy.ageLimit());
        Map<String, Standing> standings = new TreeMap<>();
        for (MemberState member : observed.members().values()) {
            for (String vantage : member.views().keySet()) {
                standings.computeIfAbsent(vantage, name -> Standing.of(name, observed, all, oldest));
            }
        }
        SortedMap<Label, MemberState> judged = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        boolean listenedLong = observed.beganAt().isBefore(oldest);
        observed.members().forEach((name, member) -> {
            Votes votes = Votes.count(member, standings, oldest);
            MemberHealth before = member.health();
            boolean tooEarly = votes.heard() == 0 && !listenedLong; // who just began to listen knows of no silence
            Verdict verdict = verdict(before, votes, pool.thresholds().quorum());
            MemberHealth health = tooEarly
                    ? before
                    : before.becomes(
                            verdict.state(),
                            verdict.reason(),
                            cause,
                            flaps(before, verdict, pool, name, policy, now),
                            now);
            if (health.state() != before.state()) changes.add(new Change(name, health));
            if (!health.equals(before)) judged.put(name, member.with(health));
        });
        PoolState next = judged.isEmpty() ? observed : observed.with(judged);
        return new HealthDecision(Taken.COUNTED, next, changes);
    }

    /** What the votes come to. */
    private record Verdict(Health state, String reason) {}

    private static Verdict verdict(MemberHealth before, Votes votes, int quorum) {
        if (votes.heard() == 0) return new Verdict(Health.UNKNOWN, "no vantage point was heard of late");
        if (votes.suspect() == votes.heard()) {
            return new Verdict(Health.UNKNOWN, "who looks at it sees nothing up anywhere");
        }
        if (votes.isMostlySuspect()) return new Verdict(before.state(), before.reason());
        if (votes.isDown(quorum)) return new Verdict(Health.DOWN, votes.inWords(Health.DOWN));
        if (votes.isUp(quorum)) return new Verdict(Health.UP, votes.inWords(Health.UP));
        return new Verdict(before.state(), before.reason());
    }

    private static int flaps(
            MemberHealth before, Verdict verdict, Pool pool, Label member, Policy policy, Instant now) {
        boolean falls = verdict.state() == Health.DOWN && before.state() != Health.DOWN && before.isJudged();
        return falls && !OverrideRules.isPlanned(pool, member, now)
                ? FlapRules.afterFall(before, policy, now)
                : FlapRules.remembered(before, policy, now);
    }

    private HealthRules() {}
}

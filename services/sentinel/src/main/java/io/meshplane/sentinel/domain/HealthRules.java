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
 * when a majority of the vantage points that were heard of late and can be trusted say so. Without a majority nothing changes;
 * without a word of late it is UNKNOWN.
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
        VantageView view = before.after(seen, pool, now);
        PoolState observed = state.with(seen.member(), member.with(seen.vantage(), view, oldest), now);
        return judge(observed, all, policy, seen.vantage() + ":" + Long.toUnsignedString(seen.sequence()), now);
    }

    private static HealthDecision ignored(Taken taken, PoolState state) {
        return new HealthDecision(taken, state, List.of());
    }

    /** Every member anew: the observation may tell of its vantage point, and silence tells of others. */
    private static HealthDecision judge(
            PoolState observed, Iterable<PoolState> all, Policy policy, String cause, Instant now) {
        Instant oldest = now.minus(policy.ageLimit());
        Map<String, Standing> standings = new TreeMap<>();
        for (MemberState member : observed.members().values()) {
            for (String vantage : member.views().keySet()) {
                standings.computeIfAbsent(vantage, name -> Standing.of(name, observed, all, oldest));
            }
        }
        SortedMap<Label, MemberState> next = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        boolean listenedLong = observed.beganAt().isBefore(oldest);
        observed.members().forEach((name, member) -> {
            Votes votes = Votes.count(member, standings, oldest);
            MemberHealth before = member.health();
            boolean tooEarly = votes.heard() == 0 && !listenedLong; // who just began to listen knows of no silence
            MemberHealth health = tooEarly ? before : judge(before, votes, cause, now);
            if (health.state() != member.health().state()) changes.add(new Change(name, health));
            next.put(name, member.with(health));
        });
        return new HealthDecision(Taken.COUNTED, observed.with(next), changes);
    }

    private static MemberHealth judge(MemberHealth before, Votes votes, String cause, Instant now) {
        if (votes.heard() == 0) return before.becomes(Health.UNKNOWN, "no vantage point was heard of late", cause, now);
        if (votes.trusted() == 0) {
            return votes.suspect() < votes.heard()
                    ? before
                    : before.becomes(Health.UNKNOWN, "who looks at it sees nothing up anywhere", cause, now);
        }
        if (votes.isDown()) return before.becomes(Health.DOWN, votes.inWords(Health.DOWN), cause, now);
        if (votes.isUp()) return before.becomes(Health.UP, votes.inWords(Health.UP), cause, now);
        return before;
    }

    private HealthRules() {}
}

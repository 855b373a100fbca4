package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.OverrideRules;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What people must know of a pool as its members are judged at this moment. It is a function of the state, not of changes: a change
 * that was missed, told twice or told late makes no difference.
 */
public final class PoolConditions {
    /** {@link Subject#source} of these. */
    public static final String SOURCE = "pools";
    /** The label that names the pool. */
    public static final String POOL_LABEL = "pool";

    /**
     * So long may a pool be without a member that is known to be up, if not all are down. A lone vantage point that reaches nobody
     * any more cannot tell which of both is cut off.
     */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

    /**
     * What is known of one pool.
     *
     * @param troubles by fingerprint
     * @param undecided fingerprints of which cannot be said whether they are so: they open nothing and end nothing, for what is not known
     *     to be down is not known to be up either
     */
    public record Found(SortedMap<String, Subject> troubles, SortedSet<String> undecided) {
        public Found {
            troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
            undecided = Collections.unmodifiableSortedSet(new TreeSet<>(undecided));
        }
    }

    /** Everything about one pool as it is judged now. */
    public static Found of(Pool pool, PoolState judged, Instant now) {
        SortedMap<String, Subject> troubles = new TreeMap<>();
        SortedSet<String> undecided = new TreeSet<>();
        PoolState taken = OverrideRules.apply(pool, judged, now);
        String unserved = prefix(pool) + "unserved";
        if (isEveryoneDown(pool, taken)) {
            troubles.put(unserved, unserved(pool, "is up: the last answer stays"));
        } else if (isUnseen(pool, taken, now)) {
            troubles.put(unserved, unserved(pool, "is known to be up"));
        } else if (isNoneUp(pool, taken)) {
            undecided.add(unserved);
        }
        for (Member member : pool.members()) {
            String down = prefix(pool) + member.name() + ":down";
            MemberHealth health = judged.health(member.name());
            if (OverrideRules.isPlanned(pool, member.name(), now)) continue;
            switch (health.state()) {
                case DOWN -> troubles.put(down, down(pool, member, health));
                case UNKNOWN -> undecided.add(down);
                case UP -> {} // neither
            }
        }
        return new Found(troubles, undecided);
    }

    private static Subject unserved(Pool pool, String how) {
        String summary = "no member of " + pool.key().pool() + " " + how;
        return Subject.of(Severity.CRITICAL, SOURCE, summary, labels(pool, "PoolUnserved"));
    }

    private static Subject down(Pool pool, Member member, MemberHealth health) {
        Map<String, String> labels = labels(pool, "MemberDown");
        labels.put("member", member.name().value());
        String summary = member.name() + " of " + pool.key().pool() + " is down: " + health.reason();
        return Subject.of(Severity.WARNING, SOURCE, Subject.shortened(summary), labels);
    }

    private static String prefix(Pool pool) {
        return "pool:" + pool.key().pool() + ":";
    }

    private static Map<String, String> labels(Pool pool, String alertName) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", alertName);
        labels.put(POOL_LABEL, pool.key().pool().value());
        labels.put("record", pool.record().value());
        return labels;
    }

    /** Somebody was judged before, none is known to be up now, and that for a while. */
    private static boolean isUnseen(Pool pool, PoolState taken, Instant now) {
        Instant oldest = now.minus(UNKNOWN_FOR);
        return taken.notJudged().size() < pool.members().size()
                && isNoneUp(pool, taken)
                && pool.members().stream()
                        .noneMatch(member -> taken.health(member.name()).since().isAfter(oldest));
    }

    private static boolean isEveryoneDown(Pool pool, PoolState taken) {
        return pool.members().stream()
                .allMatch(member -> taken.health(member.name()).state() == Health.DOWN);
    }

    private static boolean isNoneUp(Pool pool, PoolState taken) {
        return pool.members().stream()
                .noneMatch(member -> taken.health(member.name()).state() == Health.UP);
    }

    private PoolConditions() {}
}

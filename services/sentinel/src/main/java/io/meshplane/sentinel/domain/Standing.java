package io.meshplane.sentinel.domain;

import java.time.Instant;

/** How far a vantage point is believed: one that reaches nothing at all is more likely cut off than the only one who sees. */
enum Standing {
    /** Its newest look at some member succeeded. */
    TRUSTED,
    /** Every newest look failed, but not for long: it abstains and nothing is concluded. */
    FALTERING,
    /** It calls every member of every pool down: it abstains, and who is seen by nobody else is UNKNOWN. */
    SUSPECT;

    /**
     * Over all that the vantage point said of late.
     *
     * @param own the pool in question as it is now
     * @param all every pool that is known here; an older state of {@code own} among them is left out
     */
    static Standing of(String vantage, PoolState own, Iterable<PoolState> all, Instant oldest) {
        Standing standing = within(own, vantage, oldest);
        for (PoolState other : all) {
            if (standing == TRUSTED) return TRUSTED;
            if (!other.pool().equals(own.pool())) standing = better(standing, within(other, vantage, oldest));
        }
        return standing;
    }

    private static Standing within(PoolState pool, String vantage, Instant oldest) {
        Standing standing = SUSPECT;
        for (MemberState member : pool.members().values()) {
            VantageView view = member.views().get(vantage);
            if (view == null || !view.isHeardSince(oldest)) continue;
            if (view.lastSucceeded()) return TRUSTED;
            if (view.verdict() != Health.DOWN) standing = FALTERING;
        }
        return standing;
    }

    private static Standing better(Standing a, Standing b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}

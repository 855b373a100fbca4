package io.meshplane.sentinel.domain;

import io.meshplane.sentinel.domain.MemberOverride.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What operators say of members goes over what the probes say of them, until it ends. */
public final class OverrideRules {

    /** The judgements as DNS should take them. A member in maintenance still serves when nobody else could. */
    public static PoolState apply(Pool pool, PoolState judged, Instant now) {
        SortedMap<Label, MemberState> next = new TreeMap<>(judged.members());
        boolean othersServe = pool.members().stream()
                .anyMatch(member -> inForce(member, now)
                        .map(override -> override.kind() == Kind.FORCED_UP)
                        .orElseGet(() -> judged.health(member.name()).state() == Health.UP));
        for (Member member : pool.members()) {
            inForce(member, now).ifPresent(override -> {
                if (override.kind() == Kind.MAINTENANCE && !othersServe) return;
                next.computeIfPresent(member.name(), (name, state) -> state.with(asSaid(override)));
            });
        }
        return judged.with(next);
    }

    /** Whether a fall of this member was to be expected. */
    public static boolean isPlanned(Pool pool, Label member, Instant now) {
        return pool.member(member).flatMap(known -> inForce(known, now)).isPresent();
    }

    private static Optional<MemberOverride> inForce(Member member, Instant now) {
        return Optional.ofNullable(member.override()).filter(override -> override.isInForce(now));
    }

    private static MemberHealth asSaid(MemberOverride override) {
        Health state = override.kind() == Kind.FORCED_UP ? Health.UP : Health.DOWN;
        return new MemberHealth(state, override.inWords(), Instant.EPOCH, "override", 0);
    }

    private OverrideRules() {}
}

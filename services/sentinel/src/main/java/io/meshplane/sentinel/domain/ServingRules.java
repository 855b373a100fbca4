package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who should serve. A switch costs users a minute, so it is made only away from a member that is DOWN, and back only to one that
 * has stayed up for its hold-down. UNKNOWN moves nothing.
 */
final class ServingRules {

    /** Whom DNS should name. */
    sealed interface Choice {
        /** @param members one or more, in the order of preference */
        record Serve(List<Member> members, String reason) implements Choice {}

        /** Nothing better is known than what stands there. */
        record Hold(String reason) implements Choice {}
    }

    /**
     * Chooses.
     *
     * @param health with what operators said
     * @param served who serves now; empty = nobody of this pool
     */
    static Choice choose(Pool pool, PoolState health, Set<Label> served, Policy policy, Instant now) {
        Member firstUp = firstUp(pool, health);
        if (firstUp == null) return new Choice.Hold("no member is known to be up, the last answer stays");
        return switch (pool.serving().mode()) {
            case PRIMARY_STANDBY -> {
                Member current = first(pool, member -> served.contains(member.name()));
                yield current == null
                        ? start(pool, health, firstUp, policy.holdDown(), now)
                        : keepOrLeave(pool, health, current, firstUp, policy, now);
            }
            case ACTIVE_ACTIVE -> everybody(pool, health, served, policy, now);
        };
    }

    /** Nothing of ours is served yet: whoever is up, but a preferred one gets the hold-down's time to show itself. */
    private static Choice start(Pool pool, PoolState health, Member firstUp, Duration holdDown, Instant now) {
        for (Member ahead : pool.members()) {
            if (ahead.equals(firstUp)) break;
            boolean open = health.health(ahead.name()).state() == Health.UNKNOWN;
            if (open && health.health(firstUp.name()).since().isAfter(now.minus(holdDown))) {
                return new Choice.Hold("waits for a verdict on " + ahead.name());
            }
        }
        return serve(firstUp, "first answer, " + firstUp.name() + " is up");
    }

    private static Choice keepOrLeave(
            Pool pool, PoolState health, Member current, Member firstUp, Policy policy, Instant now) {
        MemberHealth known = health.health(current.name());
        return switch (known.state()) {
            case UP -> {
                Member better = pool.serving().returns() ? firstSettled(pool, health, policy, now) : null;
                yield better != null && isAhead(pool, better, current)
                        ? serve(better, better.name() + " is preferred and has stayed up")
                        : serve(current, current.name() + " is up");
            }
            case UNKNOWN -> new Choice.Hold(current.name() + " is not known to be down");
            case DOWN ->
                serve(firstUp, current.name() + " is down: " + known.reason() + "; " + firstUp.name() + " is up");
        };
    }

    /**
     * Who is up serves, who came back does so once it has stayed up, and who is not known to be down goes on. Somebody who is up
     * serves at once if otherwise only the unknown would.
     */
    private static Choice everybody(Pool pool, PoolState health, Set<Label> served, Policy policy, Instant now) {
        List<Member> members = pool.members().stream()
                .filter(member -> isServing(health.health(member.name()), served.contains(member.name()), policy, now))
                .toList();
        boolean someUp =
                members.stream().anyMatch(member -> health.health(member.name()).state() == Health.UP);
        if (!someUp) members = withThoseJustUp(pool, health, members);
        return new Choice.Serve(members, reason(pool, health, served, members));
    }

    private static List<Member> withThoseJustUp(Pool pool, PoolState health, List<Member> unknown) {
        return pool.members().stream()
                .filter(member ->
                        unknown.contains(member) || health.health(member.name()).state() == Health.UP)
                .toList();
    }

    private static boolean isServing(MemberHealth health, boolean served, Policy policy, Instant now) {
        return switch (health.state()) {
            case UP -> served || health.flaps() == 0 || FlapRules.isSettled(health, policy, now);
            case UNKNOWN -> served;
            case DOWN -> false;
        };
    }

    private static String reason(Pool pool, PoolState health, Set<Label> served, List<Member> members) {
        String left = pool.members().stream()
                .filter(member -> served.contains(member.name()) && !members.contains(member))
                .map(member -> member.name() + " is down: "
                        + health.health(member.name()).reason() + "; ")
                .collect(Collectors.joining());
        String serving = members.stream().map(member -> member.name().value()).collect(Collectors.joining(", "));
        return left + (members.size() == 1 ? serving + " serves" : serving + " serve");
    }

    private static Choice serve(Member member, String reason) {
        return new Choice.Serve(List.of(member), reason);
    }

    static @Nullable Member firstUp(Pool pool, PoolState health) {
        return first(pool, member -> health.health(member.name()).state() == Health.UP);
    }

    private static @Nullable Member firstSettled(Pool pool, PoolState health, Policy policy, Instant now) {
        return first(pool, member -> FlapRules.isSettled(health.health(member.name()), policy, now));
    }

    private static @Nullable Member first(Pool pool, Predicate<Member> condition) {
        return pool.members().stream().filter(condition).findFirst().orElse(null);
    }

    private static boolean isAhead(Pool pool, Member a, Member b) {
        return pool.members().indexOf(a) < pool.members().indexOf(b);
    }

    private ServingRules() {}
}

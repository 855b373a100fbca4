package io.meshplane.agent.domain.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What this agent did to babeld's interfaces, and what follows. Times are milliseconds of a clock that never goes back.
 *
 * @param costs that it set and did not take back, by interface
 * @param flushed interface that is being changed: flushed, perhaps, and not known to be added again; null = none
 * @param doubtful interfaces of {@code costs} of which babeld may know nothing any more: it, or the agent, was restarted
 * @param refused interfaces that babeld did not take with the cost: left alone while the same is wanted
 * @param changedAtMs last change of each interface
 * @param feeToldAtMs when babeld was last told a fee; null = never
 */
public record Steering(
        Map<String, Integer> costs,
        @Nullable String flushed,
        Set<String> doubtful,
        Map<String, Integer> refused,
        Map<String, Long> changedAtMs,
        @Nullable Long feeToldAtMs) {
    /** Nothing was done. */
    public static final Steering NONE = new Steering(Map.of(), null, Set.of(), Map.of(), Map.of(), null);

    public Steering {
        costs = Map.copyOf(costs);
        doubtful = Set.copyOf(doubtful);
        refused = Map.copyOf(refused);
        changedAtMs = Map.copyOf(changedAtMs);
    }

    /** What a new process knows of what the one before did. */
    public static Steering resumed(Map<String, Integer> costs, @Nullable String flushed) {
        return new Steering(costs, flushed, costs.keySet(), Map.of(), Map.of(), null);
    }

    /** The connection to babeld is a new one: it may have been restarted. */
    public Steering reconnected() {
        return new Steering(costs, flushed, costs.keySet(), Map.of(), changedAtMs, null);
    }

    /**
     * Decides.
     *
     * @param now for costs that count until some moment
     * @param nowMs for everything else
     */
    public Step next(BabelSettings wanted, BabelSight sight, SteeringPolicy policy, Instant now, long nowMs) {
        TreeMap<String, Integer> wantedCosts = wanted.costsAt(now);
        if (flushed != null && !sight.uses(flushed)) return new Step.Readd(flushed, wantedCosts.get(flushed));
        OptionalLong fee = wanted.fee();
        boolean inForce = fee.isEmpty() || sight.fee() == null || sight.fee() == fee.getAsLong();
        if (!inForce && isPast(feeToldAtMs, policy.insistence(), nowMs)) return new Step.SetFee(fee.getAsLong());
        boolean settling = changedAtMs.values().stream().anyMatch(at -> !isPast(at, policy.settling(), nowMs));
        for (String name : names(wantedCosts)) {
            Integer cost = wantedCosts.get(name);
            if (!sight.uses(name) || holds(name, cost, sight)) continue;
            if (!settling && isDue(name, cost, policy, nowMs)) return new Step.Recost(name, cost);
            inForce = false;
        }
        return new Step.Rest(inForce && !settling);
    }

    private TreeSet<String> names(TreeMap<String, Integer> wanted) {
        TreeSet<String> names = new TreeSet<>(costs.keySet());
        names.addAll(wanted.keySet());
        if (flushed != null) names.add(flushed);
        return names;
    }

    private boolean holds(String name, @Nullable Integer cost, BabelSight sight) {
        if (cost == null) return !costs.containsKey(name) && !name.equals(flushed);
        Integer shown = sight.rxcosts().get(name);
        if (shown != null) return shown.equals(cost);
        return cost.equals(costs.get(name)) && !doubtful.contains(name);
    }

    private boolean isDue(String name, @Nullable Integer cost, SteeringPolicy policy, long nowMs) {
        if (cost != null && cost.equals(refused.get(name))) return false;
        boolean again = Objects.equals(cost, costs.get(name));
        return !again || isPast(changedAtMs.get(name), policy.insistence(), nowMs);
    }

    private static boolean isPast(@Nullable Long thenMs, Duration pause, long nowMs) {
        return thenMs == null || nowMs - thenMs >= pause.toMillis();
    }

    /** babeld was told the fee. */
    public Steering feeTold(long nowMs) {
        return new Steering(costs, flushed, doubtful, refused, changedAtMs, nowMs);
    }

    /** Before an interface is flushed: whatever happens next, it must be added again. */
    public Steering changing(String interfaceName) {
        return new Steering(costs, interfaceName, doubtful, refused, changedAtMs, feeToldAtMs);
    }

    /** babeld has added the interface. */
    public Steering changed(String interfaceName, @Nullable Integer rxcost, long nowMs) {
        Map<String, Integer> set = new TreeMap<>(costs);
        if (rxcost == null) set.remove(interfaceName);
        else set.put(interfaceName, rxcost);
        Set<String> doubts = new HashSet<>(doubtful);
        doubts.remove(interfaceName);
        Map<String, Long> times = new TreeMap<>(changedAtMs);
        times.put(interfaceName, nowMs);
        return new Steering(set, null, doubts, refused, times, feeToldAtMs);
    }

    /**
     * babeld did not take the change, and the interface is as it was, or as the router's own file has it.
     *
     * @param rxcost null = the router's own was refused: it is tried again
     */
    public Steering refused(String interfaceName, @Nullable Integer rxcost, long nowMs) {
        Steering own = changed(interfaceName, null, nowMs);
        Map<String, Integer> known = new TreeMap<>(refused);
        if (rxcost != null) known.put(interfaceName, rxcost);
        return new Steering(own.costs, null, own.doubtful, known, own.changedAtMs, feeToldAtMs);
    }
}

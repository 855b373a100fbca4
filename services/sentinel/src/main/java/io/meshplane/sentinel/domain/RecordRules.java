package io.meshplane.sentinel.domain;

import io.meshplane.sentinel.domain.ServingRules.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What DNS should say of a pool, and whether a message is needed for it. */
public final class RecordRules {

    /** So long a member that was never judged may be about to be. */
    private static final Duration FIRST_VERDICT = Duration.ofSeconds(10);

    /**
     * Whether a person must act: somebody was judged, and none is known to be up. One that was never judged is not down; but if that
     * lasts, since those who could tell reach nobody any more, it keeps nobody from being woken.
     */
    public static boolean isUnserved(Pool pool, PoolState health, Instant now) {
        PoolState taken = OverrideRules.apply(pool, health, now);
        List<Label> open = taken.notJudged();
        Instant oldest = now.minus(FIRST_VERDICT);
        return ServingRules.firstUp(pool, taken) == null
                && open.size() < pool.members().size()
                && open.stream()
                        .noneMatch(member -> taken.health(member).since().isAfter(oldest));
    }

    /**
     * Compares what should be with what is; see {@link OwnershipRules} for what is left alone.
     *
     * @param dns as just read
     * @param epochFloor the highest epoch seen of this record; the next is higher, even if the mark was damaged meanwhile
     * @param exists tells whether a pool is configured; a record marked by another one of the network that exists is left
     *     alone, one marked by another network always
     */
    public static RecordPlan plan(
            Pool pool,
            PoolState judged,
            DnsState dns,
            long epochFloor,
            Predicate<PoolKey> exists,
            Policy policy,
            Instant now) {
        Optional<String> stranger = OwnershipRules.stranger(pool, dns, exists);
        if (stranger.isPresent()) return new RecordPlan.NotOurs(stranger.get());
        EpochMark mark = dns.mark().orElse(null);
        boolean drift = isEdited(dns, mark);
        if (drift && pool.serving().drift() == Serving.Drift.REPORT) {
            return new RecordPlan.Edited("edited from outside, found " + dns.answers());
        }
        PoolState health = OverrideRules.apply(pool, judged, now);
        return switch (ServingRules.choose(pool, health, served(pool, dns, mark, drift), policy, now)) {
            case Choice.Hold(String reason) -> new RecordPlan.Hold(reason);
            case Choice.Serve(List<Member> members, String reason) -> {
                Answer answer = AnswerRules.answer(pool, members, health, policy, now);
                yield towards(pool, dns, mark, answer, epochFloor, reason);
            }
        };
    }

    /**
     * The same records once more, at the next epoch: the zone gets a new serial, which is notified and transferred.
     *
     * @param dns ours, and as it should be
     */
    public static RecordPlan.Write again(Pool pool, DnsState dns, EpochMark mark, long epochFloor, String reason) {
        long epoch = Math.max(epochFloor, mark.epoch()) + 1;
        EpochMark next = EpochMark.of(epoch, mark.switchEpoch(), pool.key(), mark.primary(), dns.sets());
        return new RecordPlan.Write(new DnsUpdate(pool.zone(), pool.names(), dns, dns.sets(), next), reason, false);
    }

    private static boolean isEdited(DnsState dns, @Nullable EpochMark mark) {
        return mark == null ? !dns.epochTexts().isEmpty() : !mark.digest().equals(DnsState.digest(dns.sets()));
    }

    /** Who serves now. After an edit that is to be repaired it is whom the last mark names; adopted is what stands there. */
    private static Set<Label> served(Pool pool, DnsState dns, @Nullable EpochMark mark, boolean drift) {
        Set<Label> answering = dns.answers().stream()
                .map(pool::memberAnswering)
                .flatMap(Optional::stream)
                .map(Member::name)
                .collect(Collectors.toSet());
        boolean adopted = drift && pool.serving().drift() == Serving.Drift.ADOPT && !answering.isEmpty();
        if (pool.serving().mode() == Serving.Mode.ACTIVE_ACTIVE || adopted) return answering;
        if (mark != null && mark.primary() != null) return Set.of(mark.primary());
        return answering.size() == 1 ? answering : Set.of();
    }

    private static RecordPlan towards(
            Pool pool, DnsState dns, @Nullable EpochMark mark, Answer answer, long epochFloor, String reason) {
        long epoch = Math.max(epochFloor, mark == null ? 0 : mark.epoch()) + 1;
        DnsState next = new DnsState(pool.record(), answer.sets(), List.of());
        boolean isSwitch = !dns.answers().equals(next.answers());
        long switchEpoch = isSwitch ? epoch : mark == null ? 0 : mark.switchEpoch();
        EpochMark nextMark = EpochMark.of(epoch, switchEpoch, pool.key(), answer.primary(), answer.sets());
        DnsUpdate update = new DnsUpdate(pool.zone(), pool.names(), dns, answer.sets(), nextMark);
        if (isEdited(dns, mark)) {
            String verb = dns.answers().equals(next.answers()) && mark != null ? "adopts" : "repairs";
            return new RecordPlan.Write(update, verb + " an edit from outside, found " + dns.answers(), true);
        }
        if (!dns.answers().equals(next.answers())) return new RecordPlan.Write(update, reason, false);
        if (mark == null || !mark.pool().equals(pool.key())) {
            return new RecordPlan.Write(update, "takes the record over", false);
        }
        return tidied(dns, update, mark, reason);
    }

    /** Users get the right answer: what is around it may still be out of date. */
    private static RecordPlan tidied(DnsState dns, DnsUpdate update, EpochMark mark, String reason) {
        if (!dns.hasValuesOf(update.sets())
                || !Objects.equals(mark.primary(), update.mark().primary())) {
            return new RecordPlan.Write(update, "brings roles and regions up to date: " + reason, false);
        }
        int wanted = update.after().ttlSeconds();
        boolean sameTtl = dns.sets().stream().allMatch(set -> set.ttlSeconds() == wanted);
        if (sameTtl) return new RecordPlan.Keep(reason);
        return new RecordPlan.Write(update, "TTL " + dns.ttlSeconds() + " becomes " + wanted, false);
    }

    private RecordRules() {}
}
